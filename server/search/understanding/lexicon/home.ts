/** Things of home, kitchen, garden, toys and sport: see `parseLexicon` for the form. */
export const HOME = `
coffee_maker | coffee maker, coffee machine, drip coffee maker, pod coffee machine, coffee pod machine, french press | cafetera, máquina de café | cafeteira, máquina de café | Kaffeemaschine, Kaffeevollautomat, Espressomaschine | cafetière, machine à café, machine à expresso
espresso_machine < coffee_maker | espresso machine, espresso maker, espresso coffee machine | cafetera exprés, cafetera espresso | máquina de expresso, máquina de espresso | Espressomaschine, Siebträgermaschine | machine à expresso, machine espresso
coffee | coffee, coffee beans, ground coffee, instant coffee, coffee capsules, coffee pods | café, café molido, cápsulas de café | café, café moído, cápsulas de café | Kaffee, Kaffeebohnen, Kaffeekapseln | café, café moulu, capsules de café
coffee_grinder | coffee grinder | molinillo de café | moedor de café | Kaffeemühle | moulin à café
tea | tea, tea bags, green tea | té | chá | Tee | thé
kettle | kettle, electric kettle, tea kettle | hervidor, hervidor de agua | chaleira, jarro elétrico | Wasserkocher | bouilloire
toaster | toaster | tostadora, tostador | torradeira | Toaster | grille-pain
microwave | microwave, microwave oven | microondas | micro-ondas, microondas | Mikrowelle | micro-ondes, four à micro-ondes
oven | oven, mini oven | horno | forno | Backofen, Ofen | four
stove | stove, cooker, hob, cooktop | cocina, placa de cocción, vitrocerámica | fogão, placa de fogão | Herd, Kochfeld | cuisinière, plaque de cuisson
fridge | fridge, refrigerator, fridge freezer, wine cooler | frigorífico, nevera, refrigerador | frigorífico, geladeira, refrigerador | Kühlschrank | réfrigérateur, frigo
freezer | freezer, chest freezer | congelador | congelador, freezer | Gefrierschrank, Gefriertruhe | congélateur
dishwasher | dishwasher | lavavajillas, lavaplatos | máquina de lavar louça, lava-louças | Geschirrspüler, Spülmaschine | lave-vaisselle
washing_machine | washing machine, washer | lavadora | máquina de lavar roupa, máquina de lavar | Waschmaschine | machine à laver, lave-linge
dryer | tumble dryer, clothes dryer | secadora | secadora, máquina de secar | Wäschetrockner, Trockner | sèche-linge
vacuum_cleaner | vacuum cleaner, vacuum, hoover, robot vacuum, handheld vacuum, stick vacuum | aspiradora, aspirador, robot aspirador | aspirador, aspirador de pó | Staubsauger, Saugroboter | aspirateur, aspirateur robot
iron | iron, steam iron, garment steamer, ironing station | plancha, plancha de vapor | ferro de engomar, ferro de passar | Bügeleisen, Dampfbügeleisen | fer à repasser
hair_dryer | hair dryer, hairdryer | secador de pelo | secador de cabelo | Haartrockner, Föhn, Fön | sèche-cheveux
hair_styler | hair straightener, hair clipper, hair styler, hot air brush, curling iron, straightening iron, flat iron | plancha de pelo, cortapelos | prancha de cabelo, máquina de cortar cabelo | Haarglätter, Haarschneider, Lockenstab | lisseur, tondeuse à cheveux
shaver | shaver, electric shaver, razor, epilator, trimmer, beard trimmer | afeitadora, depiladora, maquinilla | barbeador, máquina de barbear, depilador | Rasierer, Elektrorasierer, Rasierapparat, Epilierer | rasoir, épilateur
toothbrush | toothbrush, electric toothbrush | cepillo de dientes | escova de dentes | Zahnbürste | brosse à dents
blender | blender, hand blender, smoothie maker, tabletop blender, immersion blender | batidora, licuadora | liquidificador, varinha mágica | Mixer, Standmixer, Stabmixer | mixeur, blender
food_processor | food processor, stand mixer, hand mixer, mixer | robot de cocina, procesador de alimentos, amasadora | robô de cozinha, processador de alimentos, batedeira | Küchenmaschine, Handmixer | robot de cuisine, robot culinaire, batteur
multicooker | slow cooker, rice cooker, multicooker, multi cooker | olla de cocción lenta, olla arrocera, multicocina | panela elétrica, panela de arroz, multipanela | Reiskocher, Schongarer, Multikocher | mijoteuse, cuiseur à riz, multicuiseur
fondue | fondue set, chocolate fountain, raclette | fondue, fuente de chocolate | fondue, fonte de chocolate | Fondue, Schokobrunnen, Raclette | appareil à fondue, fontaine à chocolat, raclette
fryer | fryer, deep fryer, air fryer | freidora | fritadeira | Fritteuse, Heißluftfritteuse | friteuse
grill | grill, barbecue, bbq, contact grill | parrilla, barbacoa | grelhador, churrasqueira | Grill | barbecue, gril
juicer | juicer, juice maker, citrus press | exprimidor, licuadora de zumo | espremedor, centrifugadora | Entsafter, Saftpresse | presse-agrumes, centrifugeuse
scale | kitchen scale, bathroom scale, personal scale, scale | báscula, balanza | balança | Waage, Küchenwaage, Personenwaage | balance, pèse-personne
pan | pan, frying pan, saucepan, wok, skillet | sartén, cacerola | frigideira, panela | Pfanne, Bratpfanne, Topf | poêle, casserole
pot | pot, cooking pot, stockpot, pressure cooker | olla, olla a presión | panela de pressão, tacho | Kochtopf, Schnellkochtopf | marmite, cocotte
knife | knife, kitchen knife, chef knife | cuchillo | faca | Messer, Kochmesser | couteau
cutlery | cutlery, fork, spoon | cubiertos, tenedor, cuchara | talheres, garfo, colher | Besteck, Gabel, Löffel | couverts, fourchette, cuillère
plate | plate, dinner plate, bowl, dinnerware | plato, vajilla, cuenco | prato, louça, tigela | Teller, Schüssel, Geschirr | assiette, bol, vaisselle
mug | mug, cup | taza | caneca, chávena, xícara | Becher, Tasse | tasse, mug
glass | drinking glass, wine glass, glassware | vaso, copa de vino | copo, taça | Trinkglas, Weinglas | verre, verre à vin
bottle | bottle, water bottle, thermos, vacuum flask | botella, termo | garrafa, garrafa térmica | Flasche, Trinkflasche, Thermoskanne | bouteille, gourde, thermos
fan | fan, desk fan, tower fan, pedestal fan, tubeaxial fan, ceiling fan, usb fan | ventilador | ventilador, ventoinha | Ventilator, Lüfter | ventilateur
heater | heater, fan heater, space heater, radiator, electric heater | calefactor, estufa, radiador | aquecedor, radiador | Heizlüfter, Heizung, Heizkörper | chauffage, radiateur
air_conditioner | air conditioner, portable air conditioner | aire acondicionado | ar condicionado | Klimaanlage, Klimagerät | climatiseur
air_purifier | air purifier, humidifier, dehumidifier | purificador de aire, humidificador, deshumidificador | purificador de ar, humidificador | Luftreiniger, Luftbefeuchter, Luftentfeuchter | purificateur d'air, humidificateur
lamp | lamp, desk lamp, table lamp, floor lamp, ceiling light, light fixture, night light, pendant light, led strip, wall light | lámpara, lámpara de mesa, flexo | candeeiro, luminária, abajur | Lampe, Leuchte, Tischlampe, Stehlampe, Deckenleuchte | lampe, lampadaire, luminaire, plafonnier
desk | desk, writing desk, standing desk, computer desk | escritorio | secretária, escrivaninha | Schreibtisch | bureau
table | table, dining table, coffee table, side table | mesa, mesa de comedor | mesa, mesa de jantar | Tisch, Esstisch, Couchtisch | table, table basse, table à manger
chair | chair, office chair, armchair, gaming chair, stool, bar stool, dining chair | silla, silla de oficina, sillón, taburete | cadeira, poltrona, banco | Stuhl, Bürostuhl, Sessel, Hocker | chaise, fauteuil, tabouret, chaise de bureau
sofa | sofa, couch, sofa bed | sofá | sofá | Sofa, Couch | canapé
bed | bed, bed frame, bunk bed | cama | cama | Bett | lit
mattress | mattress | colchón | colchão | Matratze | matelas
pillow | pillow, cushion | almohada, cojín | almofada, travesseiro | Kissen, Kopfkissen | oreiller, coussin
bedding | duvet, blanket, bed linen, bed sheet, throw, quilt | edredón, manta, sábana, ropa de cama | edredão, cobertor, lençol, manta | Bettdecke, Decke, Bettwäsche, Bettlaken | couette, couverture, drap, plaid
towel | towel, bath towel | toalla | toalha | Handtuch, Badetuch | serviette, serviette de bain
curtain | curtain, blind, roller blind | cortina, estor, persiana | cortina, estore, persiana | Vorhang, Gardine, Rollo | rideau, store
rug | rug, carpet | alfombra | tapete, carpete | Teppich | tapis
wardrobe | wardrobe, closet, chest of drawers, dresser | armario, cómoda | guarda-roupa, roupeiro, cómoda | Kleiderschrank, Kommode | armoire, commode
shelf | shelf, bookcase, bookshelf, shelving | estantería, estante | estante, prateleira | Regal, Bücherregal | étagère, bibliothèque
mirror | mirror | espejo | espelho | Spiegel | miroir
vase | vase | jarrón, florero | vaso decorativo, jarra | Vase | vase
candle | candle, scented candle | vela | vela | Kerze | bougie
clock | clock, alarm clock, wall clock | reloj de pared, despertador | relógio de parede, despertador | Uhr, Wecker, Wanduhr | horloge, réveil, pendule
picture_frame | picture frame, photo frame | marco de fotos | moldura | Bilderrahmen | cadre photo
digital_photo_frame | digital photo frame, digital picture frame | marco digital, marco de fotos digital | moldura digital | digitaler Bilderrahmen | cadre photo numérique
storage_box | storage box, basket, bin, storage tray | caja de almacenamiento, cesta | caixa de arrumação, cesto | Aufbewahrungsbox, Korb | boîte de rangement, panier
plant | plant, house plant, flower pot, planter | planta, maceta | planta, vaso de planta | Pflanze, Zimmerpflanze, Blumentopf | plante, pot de fleurs
lawn_mower | lawn mower, lawnmower | cortacésped | corta-relva, cortador de grama | Rasenmäher | tondeuse à gazon
hose | garden hose, hose | manguera | mangueira | Gartenschlauch, Schlauch | tuyau d'arrosage
drill | drill, power drill, cordless drill | taladro | berbequim, furadeira | Bohrmaschine, Akkuschrauber | perceuse, visseuse
saw | saw, circular saw, jigsaw tool | sierra | serra | Säge, Kreissäge | scie
screwdriver | screwdriver, screwdriver set | destornillador | chave de fendas | Schraubendreher, Schraubenzieher | tournevis
hammer | hammer | martillo | martelo | Hammer | marteau
ladder | ladder, step ladder | escalera de mano | escada, escadote | Leiter | échelle, escabeau
tent | tent, camping tent | tienda de campaña, carpa | tenda, barraca | Zelt | tente
sleeping_bag | sleeping bag | saco de dormir | saco-cama, saco de dormir | Schlafsack | sac de couchage
bicycle | bicycle, bike, mountain bike, e-bike, electric bike | bicicleta, bici | bicicleta | Fahrrad, E-Bike, Mountainbike | vélo, bicyclette, vtt
scooter | scooter, electric scooter, kick scooter | patinete | trotinete, patinete | Roller, E-Scooter, Tretroller | trottinette
helmet | helmet, bike helmet | casco de bicicleta, casco | capacete | Helm, Fahrradhelm | casque de vélo
ball | ball, football, basketball, soccer ball | balón, pelota | bola | Ball, Fußball | ballon, balle
yoga_mat | yoga mat, exercise mat | esterilla, esterilla de yoga | tapete de ioga, colchonete | Yogamatte | tapis de yoga
dumbbell | dumbbell, kettlebell, weights | mancuerna, pesa | haltere | Hantel, Kurzhantel | haltère
book | book, novel, paperback | libro, novela | livro, romance | Buch, Roman | livre, roman
paper_notebook | paper notebook, writing notebook, notebook a4, notebook a5, a4 notebook, a5 notebook, spiral notebook, exercise book, journal, notepad | cuaderno, libreta | caderno | Notizbuch, Schreibheft, Notizblock | carnet, cahier, bloc-notes
binder | binder, ring binder, lever arch file, file folder, suspension file, document holder, window folder | archivador, carpeta, carpeta de anillas | pasta de arquivo, dossiê | Ordner, Ringbuch, Aktenordner, Schnellhefter | classeur, chemise, porte-documents
stapler | stapler, hole punch | grapadora, perforadora | agrafador, grampeador, furador | Tacker, Hefter, Locher | agrafeuse, perforatrice
pen | pen, ballpoint pen, fountain pen, marker | bolígrafo, rotulador, pluma | caneta, esferográfica, marcador | Kugelschreiber, Füller, Filzstift | stylo, stylo-bille, marqueur, feutre
pencil | pencil, colored pencils | lápiz, lápices | lápis | Bleistift, Buntstift | crayon
puzzle | puzzle, jigsaw puzzle, jigsaw | puzle, rompecabezas | puzzle, quebra-cabeça | Puzzle | puzzle
board_game | board game, card game | juego de mesa, juego de cartas | jogo de tabuleiro, jogo de cartas | Brettspiel, Kartenspiel, Gesellschaftsspiel | jeu de société, jeu de cartes
doll | doll, baby doll | muñeca | boneca | Puppe | poupée
toy | toy, playhouse, doll house, dollhouse, toy vehicle, building set, toy figure, stuffed toy, teddy bear, plush | juguete, peluche | brinquedo, peluche | Spielzeug, Plüschtier, Kuscheltier | jouet, peluche
stroller | stroller, pushchair, pram, buggy | cochecito, carrito de bebé, silla de paseo | carrinho de bebé | Kinderwagen, Buggy | poussette, landau
car_seat | car seat, child car seat | silla de coche, asiento infantil | cadeira auto, cadeirinha | Kindersitz, Autositz | siège auto
perfume | perfume, eau de toilette, eau de parfum, fragrance, cologne | perfume, colonia | perfume, colónia | Parfüm, Parfum, Duft | parfum
shampoo | shampoo, conditioner | champú, acondicionador | champô, xampu | Shampoo | shampooing
cream | face cream, moisturizer, hand cream, lotion, sunscreen | crema, crema facial, protector solar | creme, protetor solar | Creme, Gesichtscreme, Sonnencreme | crème, crème solaire
chocolate | chocolate | chocolate | chocolate | Schokolade | chocolat
wine | wine, red wine, white wine | vino, vino tinto, vino blanco | vinho, vinho tinto | Wein, Rotwein, Weißwein | vin, vin rouge
beer | beer | cerveza | cerveja | Bier | bière
dog_food | dog food, cat food, pet food | comida para perros, pienso | ração, comida para cães | Hundefutter, Katzenfutter | croquettes, nourriture pour chien
`;
