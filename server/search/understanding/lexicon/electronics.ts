/** Things of electronics and office: see `parseLexicon` for the form. */
export const ELECTRONICS = `
computer | computer, pc | ordenador, computadora, pc | computador, pc | Computer, Rechner, PC | ordinateur, pc
laptop < computer | laptop, notebook, laptop computer, notebook computer, notebook pc, laptop pc, ultrabook, netbook, mobile workstation, portable computer, hybrid 2-in-1, 2-in-1 laptop, 2-in-1 pc, 2-in-1 notebook, convertible laptop, convertible notebook | portátil, ordenador portátil, computadora portátil, laptop, notebook | portátil, portáteis, computador portátil, laptop, notebook | Laptop, Notebook, tragbarer Computer, Klapprechner | ordinateur portable, pc portable, portable, laptop
chromebook < laptop | chromebook | chromebook | chromebook | Chromebook | chromebook
desktop < computer | desktop, desktop pc, desktop computer, tower pc, microtower pc, minitower pc, mini pc, all-in-one pc, small form factor pc, workstation | ordenador de sobremesa, computadora de escritorio, pc de sobremesa | computador de mesa, desktop | Desktop-PC, Tischrechner, Desktop-Computer | ordinateur de bureau, pc de bureau, unité centrale
thin_client < desktop | thin client, zero client | cliente ligero | thin client | Thin Client | client léger
server | server | servidor | servidor | Server | serveur
server_barebone < server | server barebone, barebone server | servidor barebone | servidor barebone | Server-Barebone | serveur barebone
tablet | tablet, tablet pc, tablet computer, slate tablet | tableta, tablet | tablet, tablete | Tablet, Tablet-PC | tablette, tablette tactile
ereader | ereader, e-reader, ebook reader, e-book reader | lector de libros electrónicos, lector electrónico | leitor de livros digitais, leitor de ebooks | E-Book-Reader | liseuse
phone | phone, telephone, landline phone, cordless phone, dect telephone, desk phone, ip phone | teléfono | telefone | Telefon, Festnetztelefon | téléphone
smartphone < phone | smartphone, smart phone, mobile phone, cell phone, cellphone, mobile telephone | smartphone, teléfono inteligente, teléfono móvil, móvil, celular, teléfono celular | smartphone, telemóvel, telefone celular, celular, telefone inteligente | Smartphone, Handy, Mobiltelefon | smartphone, téléphone portable, téléphone mobile, téléphone intelligent
handheld | handheld computer, handheld mobile computer, pda, pocket pc | pda, ordenador de mano | pda, computador de mão | PDA, Handheld-Computer | pda, ordinateur de poche
monitor | monitor, computer monitor, lcd monitor, display monitor, touch screen monitor, desktop monitor, flat panel monitor, pc monitor, computer display | monitor, pantalla, pantalla de ordenador, monitor de ordenador | monitor, ecrã, tela, ecrã de computador | Monitor, Bildschirm, Computerbildschirm, Computermonitor | écran, moniteur, écran d'ordinateur, écran pc
baby_monitor | baby monitor, babyphone, baby phone | vigilabebés, monitor de bebé | intercomunicador de bebé, babá eletrônica | Babyphone, Babyfon | écoute-bébé, babyphone
public_display | public display, signage display, video wall display, large format display | pantalla publicitaria | painel publicitário | Werbedisplay, Public Display | affichage dynamique
tv | tv, television, smart tv, flat tv, lcd tv, led tv, oled tv, plasma tv, television set, hdtv, flat screen tv | televisor, televisión, tele, tv | televisão, televisor, tv | Fernseher, Fernsehgerät, TV, Flachbildfernseher | téléviseur, télévision, télé, tv
projector | projector, data projector, video projector, beamer | proyector | projetor, projector | Beamer, Projektor | projecteur, vidéoprojecteur
projection_screen | projection screen, projector screen | pantalla de proyección, pantalla para proyector | tela de projeção | Leinwand, Beamer-Leinwand | écran de projection
printer | printer, inkjet printer, laser printer, photo printer, dot matrix printer | impresora | impressora | Drucker, Tintenstrahldrucker, Laserdrucker, Fotodrucker | imprimante
multifunction < printer | multifunction printer, multifunctional, multifunction, mfp, all-in-one printer | impresora multifunción, multifuncional | impressora multifunções, multifuncional | Multifunktionsdrucker, Multifunktionsgerät | imprimante multifonction, multifonction
label_printer < printer | label printer, thermal printer | impresora de etiquetas, impresora térmica | impressora de etiquetas, impressora térmica | Etikettendrucker, Thermodrucker | imprimante d'étiquettes, imprimante thermique
pos_printer < printer | pos printer, receipt printer | impresora de tickets, impresora de recibos | impressora de recibos | Bondrucker, Kassendrucker | imprimante de tickets, imprimante de caisse
plotter < printer | large format printer, plotter | plóter, impresora de gran formato | plotter, impressora de grande formato | Plotter, Großformatdrucker | traceur, imprimante grand format
device_server | terminal server, console server, device server, serial server | servidor de terminales | servidor de terminais | Terminalserver, Geräteserver | serveur de terminaux
print_server | print server | servidor de impresión | servidor de impressão | Druckserver, Printserver | serveur d'impression
scanner | scanner, document scanner, flatbed scanner, photo scanner | escáner | scanner, digitalizador | Scanner | scanner, numériseur
barcode_reader | barcode reader, bar code reader, barcode scanner | lector de códigos de barras | leitor de código de barras | Barcodescanner, Barcodeleser | lecteur de codes-barres
fax | fax, fax machine | fax | fax | Faxgerät, Fax | télécopieur, fax
copier | copier, photocopier, digital copier | fotocopiadora, copiadora | copiadora, fotocopiadora | Kopierer, Kopiergerät | copieur, photocopieur
camera | camera, digital camera, compact camera, bridge camera, slr camera, dslr, mirrorless camera, slr camera kit, slr camera body, slr camera body kit, reflex camera, photo camera, instant camera, film camera | cámara, cámara digital, cámara de fotos, cámara fotográfica | câmara, câmera, câmara fotográfica, câmera digital, máquina fotográfica | Kamera, Digitalkamera, Kompaktkamera, Spiegelreflexkamera, Fotoapparat, Fotokamera | appareil photo, appareil photo numérique, caméra
camcorder | camcorder, video camera, handheld camcorder, digital camcorder | videocámara | câmara de vídeo, filmadora | Camcorder, Videokamera | caméscope
action_camera < camera | action camera, action sports camera | cámara de acción, cámara deportiva | câmera de ação | Actionkamera, Actioncam | caméra d'action, caméra sport
security_camera | security camera, surveillance camera, ip camera, cctv security camera, ip security camera, network camera, sensor camera, camera pod | cámara de vigilancia, cámara de seguridad, cámara ip | câmara de segurança, câmera de vigilância | Überwachungskamera, IP-Kamera | caméra de surveillance, caméra ip
webcam | webcam, web camera, pc camera | webcam, cámara web | webcam | Webcam | webcam
headphones | headphones, headphone, earphones, earphone, earbuds, headphones headset, in-ear headphones, airpods | auriculares, audífonos, cascos | auscultadores, auriculares, fones de ouvido, fone de ouvido, fones | Kopfhörer, Ohrhörer | casque, écouteurs, casque audio, oreillettes
headset < headphones | headset, gaming headset | auriculares con micrófono | headset | Headset | micro-casque, casque micro
speaker | speaker, loudspeaker, speakers, speaker set, soundbar, multimedia speaker, portable speaker, bluetooth speaker, subwoofer, bookshelf speaker, sound bar, speaker system | altavoz, parlante, bocina, altavoces, barra de sonido | altifalante, coluna, caixa de som, alto-falante, barra de som | Lautsprecher, Soundbar, Boxen | enceinte, haut-parleur, barre de son
home_theater | home theatre system, home theater, home cinema, home theatre, home audio system, hi-fi system, micro system, home audio micro system | cine en casa, minicadena, equipo de sonido | home theater, aparelhagem, aparelho de som | Heimkino, Stereoanlage, Kompaktanlage | home cinéma, chaîne hi-fi
radio | radio, clock radio, dab radio, portable radio | radio, radiodespertador | rádio, rádio despertador | Radio, Radiowecker | radio, radio-réveil
car_radio < radio | car radio, car stereo, car media receiver, car receiver, head unit | autorradio, radio de coche, radio para coche | autorrádio, rádio automotivo | Autoradio | autoradio
cd_player | cd player, portable cd player, cd radio | reproductor de cd | leitor de cd, cd player | CD-Player, CD-Spieler | lecteur cd
dvd_player | dvd player, portable dvd, blu-ray player, portable dvd player, dvd recorder | reproductor de dvd, reproductor blu-ray | leitor de dvd | DVD-Player, Blu-ray-Player | lecteur dvd, lecteur blu-ray
mp3_player | mp3 player, mp4 player, media player, music player | reproductor mp3, reproductor de música | leitor de mp3 | MP3-Player | lecteur mp3, baladeur
turntable | turntable, record player | tocadiscos | gira-discos, toca-discos | Plattenspieler | platine vinyle, tourne-disque
voice_recorder | voice recorder, dictaphone, dictation machine | grabadora de voz | gravador de voz | Diktiergerät | dictaphone
microphone | microphone | micrófono | microfone | Mikrofon | microphone, micro
smartwatch < watch | smartwatch, smart watch, sport watch | reloj inteligente, smartwatch | relógio inteligente, smartwatch | Smartwatch | montre connectée, smartwatch
activity_tracker < smartwatch | activity tracker, fitness tracker, fitness band, wristband tracker | pulsera de actividad | pulseira de atividade | Fitnesstracker, Fitnessarmband | bracelet connecté
navigator | gps navigator, navigator, satnav, gps device, navigation device | navegador gps | navegador gps | Navigationsgerät, Navi | gps, navigateur gps
console | game console, gaming console, console, portable game console, video game console | consola, videoconsola | consola, console | Spielkonsole, Konsole | console, console de jeux
video_game | video game, videogame, computer game | videojuego | videojogo, jogo eletrônico | Videospiel, Computerspiel | jeu vidéo
gamepad | gamepad, game controller, joystick, gaming controller, video game controller, xbox controller, playstation controller | mando, joystick | comando, controle | Gamepad, Joystick, Spielecontroller | manette, joystick
drone | drone, quadcopter | dron | drone | Drohne | drone
vr_headset | vr headset, virtual reality headset, head-mounted display | gafas de realidad virtual, gafas vr | óculos de realidade virtual | VR-Brille | casque vr, casque de réalité virtuelle
keyboard | keyboard, gaming keyboard, wireless keyboard | teclado | teclado | Tastatur | clavier
mouse | mouse, computer mouse, wireless mouse, gaming mouse, trackball | ratón, mouse | rato, mouse | Maus, Computermaus | souris
numeric_keypad | numeric keypad, keypad | teclado numérico | teclado numérico | Ziffernblock, Nummernblock | pavé numérique
graphics_tablet | graphic tablet, graphics tablet, drawing tablet, pen tablet | tableta gráfica, tableta digitalizadora | mesa digitalizadora, mesa gráfica | Grafiktablett, Zeichentablett | tablette graphique
processor | processor, cpu | procesador | processador | Prozessor | processeur
motherboard | motherboard, mainboard, desktop board, server board, workstation board | placa base, placa madre | placa-mãe | Mainboard, Hauptplatine | carte mère
graphics_card | graphics card, video card, gpu | tarjeta gráfica | placa gráfica, placa de vídeo | Grafikkarte | carte graphique
sound_card | sound card, audio card | tarjeta de sonido | placa de som | Soundkarte | carte son
memory | memory module, ram, dimm, so-dimm, memory, printer memory | memoria ram, módulo de memoria | memória ram, módulo de memória | Arbeitsspeicher, Speichermodul | mémoire vive, barrette mémoire, mémoire ram
hard_drive | hard drive, hard disk, hdd, external hard drive, hard disk drive, internal hard drive | disco duro | disco rígido, disco externo | Festplatte | disque dur
ssd | ssd, solid state drive, internal solid state drive | unidad de estado sólido, ssd | ssd | SSD, SSD-Festplatte | ssd, disque ssd
optical_drive | optical drive, optical disc drive, dvd drive, dvd writer, cd drive, dvd burner, blu-ray drive, cd-rom drive | grabadora de dvd, unidad óptica | gravador de dvd, unidade óptica | DVD-Laufwerk, DVD-Brenner, Laufwerk | graveur dvd, lecteur optique
tape_drive | tape drive, tape auto loader, tape library | unidad de cinta | unidade de fita | Bandlaufwerk | lecteur de bandes
nas | nas, storage server, network storage, storage array, disk array | almacenamiento en red | armazenamento em rede | NAS, Netzwerkspeicher | serveur nas, stockage réseau
usb_stick | usb flash drive, flash drive, usb stick, pendrive, pen drive, thumb drive | memoria usb, pendrive | pen usb, pendrive | USB-Stick | clé usb
memory_card | memory card, sd card, flash card, sdhc card, sdxc card, compact flash card, compactflash | tarjeta de memoria, tarjeta sd | cartão de memória, cartão sd | Speicherkarte, SD-Karte | carte mémoire, carte sd
memory_stick < memory_card | memory stick | memory stick | memory stick | Memory Stick | memory stick
micro_sd < memory_card | micro sd card, microsd card, micro sd, microsd, microsdhc, micro sdhc card, micro sdxc card, microsdxc | tarjeta micro sd, micro sd | cartão micro sd, micro sd | MicroSD-Karte | carte micro sd
blank_media | blank cd, blank dvd, cd-r, cd-rw, dvd-r, dvd+r, dvd-rw, dvd+rw, dvd-ram, cd-rom disc, bd-r, bd-re, video cassette, mini dv tape, lto tape, recordable disc, data cartridge, tape cartridge, blank data tape | cd virgen, dvd virgen | cd virgem, dvd virgem | Rohling, DVD-Rohling, CD-Rohling | cd vierge, dvd vierge
router | router, wireless router, wifi router, tabletop router | router, enrutador | roteador, router | Router, WLAN-Router | routeur
switch | network switch, ethernet switch, managed switch, switch | conmutador de red, switch | switch de rede, comutador | Netzwerk-Switch, Switch | commutateur, switch réseau
av_extender | video extender, vga extender, hdmi extender, audio extender, signal extender, remote receiver, av transmitter, av repeater | extensor de vídeo | extensor de vídeo | Videoextender, Signalverstärker | prolongateur vidéo
video_switch | video switch, vga switch, hdmi switch, dvi switch, auto switch, matrix switch, matrix switcher, av switch, audio switch | conmutador de vídeo | comutador de vídeo | Videoumschalter, HDMI-Switch | commutateur vidéo
kvm | kvm console, lcd console, console extender, kvm switch, kvm extender, kvm | conmutador kvm | comutador kvm | KVM-Switch, KVM-Umschalter | commutateur kvm
access_point | access point, wireless access point, wlan access point | punto de acceso | ponto de acesso | Access Point, Zugangspunkt | point d'accès
repeater | range extender, wifi extender, repeater, network repeater, network extender | repetidor wifi, repetidor | repetidor | Repeater, WLAN-Verstärker | répéteur wifi, répéteur
modem | modem, cable modem | módem | modem | Modem | modem
network_card | network card, network interface card, nic, ethernet card, network adapter, wireless adapter, wifi adapter, wlan adapter | tarjeta de red, adaptador wifi | placa de rede, adaptador wifi | Netzwerkkarte, WLAN-Adapter, WLAN-Stick | carte réseau, clé wifi
controller_card | raid controller, raid card, raid, host controller, storage controller, controller card, peripheral controller, disk controller, network controller, wall controller, sas controller | controladora raid | controladora raid | RAID-Controller, Controllerkarte | contrôleur raid, carte contrôleur
power_conditioner | power conditioner, line conditioner, voltage regulator, isolation transformer | estabilizador de tensión, acondicionador de línea | estabilizador de tensão | Spannungsregler, Netzfilter | régulateur de tension, conditionneur de ligne
ups | ups, uninterruptible power supply | sai, sistema de alimentación ininterrumpida | nobreak, fonte de alimentação ininterrupta | USV, unterbrechungsfreie Stromversorgung | onduleur
power_supply | power supply, power supply unit, psu | fuente de alimentación | fonte de alimentação | Netzteil, PC-Netzteil | bloc d'alimentation
computer_case | computer case, pc case, midi tower, full tower, computer chassis | caja de ordenador, torre de ordenador | caixa de computador, gabinete | PC-Gehäuse, Computergehäuse | boîtier pc
calculator | calculator, pocket calculator, desktop calculator, scientific calculator | calculadora | calculadora | Taschenrechner, Rechner | calculatrice
shredder | shredder, paper shredder | destructora de papel, trituradora de papel | triturador de papel | Aktenvernichter | destructeur de documents
laminator | laminator | plastificadora | plastificadora | Laminiergerät | plastifieuse
label_maker | label maker | rotuladora | rotuladora, etiquetadora | Beschriftungsgerät | étiqueteuse
flashlight | flashlight, torch, led torch | linterna | lanterna | Taschenlampe | lampe de poche, lampe torche
binoculars | binoculars, binocular | prismáticos, binoculares | binóculos | Fernglas | jumelles
telescope | telescope | telescopio | telescópio | Teleskop | télescope
thermometer | thermometer | termómetro | termômetro, termómetro | Thermometer | thermomètre
smart_speaker < speaker | smart speaker | altavoz inteligente | coluna inteligente | smarter Lautsprecher | enceinte connectée
set_top_box | set-top box, tv box, tv receiver, tv decoder, media streamer, streaming stick | decodificador, receptor de tv | decodificador, box de tv | Set-Top-Box, Receiver | décodeur, boîtier tv
amplifier | amplifier, av receiver, audio amplifier | amplificador, receptor av | amplificador, recetor av | Verstärker, AV-Receiver | amplificateur, ampli
light_bulb | light bulb, led bulb, smart bulb, bulb | bombilla | lâmpada | Glühbirne, LED-Lampe, Leuchtmittel | ampoule
`;
