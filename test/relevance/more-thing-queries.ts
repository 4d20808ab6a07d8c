import type { ThingQueries } from './thing-queries.ts';

const things = (thing: string, words: string, also?: readonly string[]): ThingQueries => ({
  thing,
  words: words.split(',').map((word) => word.trim()),
  ...(also && { also }),
});

/** Words of everyday shops, each in singular and plural, then in Spanish, Portuguese, German and French. */
export const MORE_THING_QUERIES: readonly ThingQueries[] = [
  things('phone', 'phone, phones, teléfono, telefone, Telefon, Telefone, téléphone', ['smartphone']),
  things('headset', 'headset, headsets, gaming headset, Headset, auriculares con micrófono, micro-casque'),
  things(
    'router',
    'router, routers, wifi router, enrutador, roteador, Router, WLAN-Router, routeur, routeurs',
  ),
  things(
    'keyboard',
    'keyboard, keyboards, key board, teclado, teclados, Tastatur, Tastaturen, clavier, claviers',
  ),
  things('mouse', 'mouse, mice, ratón, ratones, rato, Maus, Mäuse, souris'),
  things(
    'charger',
    'charger, chargers, cargador, cargadores, carregador, carregadores, Ladegerät, Ladegeräte, chargeur',
  ),
  things('speaker', 'speaker, speakers, altavoz, altavoces, parlantes, Lautsprecher, haut-parleur, enceinte'),
  things(
    'watch',
    'watch, watches, smartwatch, smartwatches, smart watch, reloj inteligente, relógio inteligente, montre connectée',
  ),
  things('webcam', 'webcam, webcams, web cam, cámara web, Webcams'),
  things('scanner', 'scanner, scanners, escáner, digitalizador, Scanner, numériseur'),
  things(
    'projector',
    'projector, projectors, proyector, proyectores, projetor, Beamer, Projektor, projecteur, vidéoprojecteur',
  ),
  things('server', 'server, servers, servidor, servidores, Server, serveur', [
    'storage server',
    'server barebone',
  ]),
  things('usb stick', 'usb stick, usb sticks, pendrive, flash drive, memoria usb, clé usb, USB-Stick'),
  things(
    'memory card',
    'memory card, memory cards, sd card, tarjeta de memoria, cartão de memória, Speicherkarte, Speicherkarten, carte mémoire',
  ),
  things(
    'hard drive',
    'hard drive, hard drives, hard disk, hdd, disco duro, discos duros, disco rígido, Festplatte, Festplatten, disque dur',
  ),
  things('ssd', 'ssd, ssds, solid state drive'),
  things(
    'graphics card',
    'graphics card, graphics cards, video card, tarjeta gráfica, placa gráfica, Grafikkarte, Grafikkarten, carte graphique',
  ),
  things(
    'motherboard',
    'motherboard, motherboards, mainboard, placa base, placa-mãe, Hauptplatine, carte mère',
  ),
  things(
    'processor',
    'processor, processors, cpu, procesador, processador, Prozessor, Prozessoren, processeur',
  ),
  things('ups', 'ups, sai, nobreak, USV, onduleur'),
  things(
    'docking station',
    "docking station, docking stations, estação de ancoragem, Dockingstation, station d'accueil",
  ),
  things('backpack', 'backpack, backpacks, back pack, mochila, mochilas, Rucksack, Rucksäcke, sac à dos'),
  things(
    'battery',
    'battery, batteries, batería, baterías, pilas, bateria, Batterie, Batterien, Akku, piles',
  ),
  things('radio', 'radio, radios, rádio, Radios, Radiowecker'),
  things('dvd player', 'dvd player, dvd players, reproductor de dvd, leitor de dvd, DVD-Player, lecteur dvd'),
  things('mp3 player', 'mp3 player, mp3 players, reproductor mp3, leitor de mp3, MP3-Player, lecteur mp3'),
  things('calculator', 'calculator, calculators, calculadora, calculadoras, Taschenrechner, calculatrice'),
  things(
    'coffee machine',
    'coffee machine, coffee maker, coffee makers, cafetera, cafeteira, Kaffeemaschine, Kaffeemaschinen, cafetière',
  ),
  things('shaver', 'shaver, shavers, electric shaver, afeitadora, barbeador, Rasierer, rasoir'),
  things(
    'toothbrush',
    'toothbrush, toothbrushes, tooth brush, cepillo de dientes, escova de dentes, Zahnbürste, Zahnbürsten, brosse à dents',
  ),
  things('puzzle', 'puzzle, puzzles, jigsaw puzzle, rompecabezas, quebra-cabeça, Puzzles'),
  things('doll', 'doll, dolls, muñeca, muñecas, boneca, Puppe, Puppen, poupée'),
  things('cable', 'cable, cables, usb cable, hdmi cable, cabo, cabos, Kabel, câble, câbles'),
  things('usb hub', 'usb hub, usb hubs, hub usb, USB-Hub'),
  things('lens', 'camera lens, lens, lenses, objetivo, objetiva, Objektiv, Objektive, objectif', [
    'projection lens',
  ]),
  things(
    'remote control',
    'remote control, remote controls, mando a distancia, controle remoto, Fernbedienung, télécommande',
  ),
  things(
    'network switch',
    'network switch, network switches, ethernet switch, Netzwerk-Switch, conmutador de red, commutateur réseau',
  ),
  things('label printer', 'label printer, label printers, impresora de etiquetas, Etikettendrucker'),
  things(
    'desktop',
    'desktop pc, desktop computer, ordenador de sobremesa, computador de mesa, Desktop-PC, ordinateur de bureau',
  ),
];
