/** Clothes, shoes, jewellery and bags to wear: see `parseLexicon` for the form. */
export const FASHION = `
shirt | shirt, dress shirt, button-down shirt | camisa | camisa | Hemd, Oberhemd | chemise
tshirt | t-shirt, tshirt, tee, tee shirt, tank top | camiseta, playera, remera | t-shirt, camiseta, camisola | T-Shirt, Shirt | t-shirt, tee-shirt
polo | polo shirt, polo | polo | polo | Poloshirt, Polohemd | polo
blouse | blouse | blusa | blusa | Bluse | chemisier, blouse
sweater | sweater, jumper, pullover, cardigan, knitwear | suéter, jersey, chaleco de punto | camisola de malha, suéter, pulôver | Pullover, Strickjacke, Pulli | pull, gilet, cardigan
hoodie | hoodie, sweatshirt, hooded sweatshirt | sudadera | sweatshirt, moletom, hoodie | Kapuzenpullover, Sweatshirt, Hoodie | sweat à capuche, sweat-shirt, sweat
jacket | jacket, rain jacket, leather jacket, down jacket, puffer jacket, windbreaker, blazer, hiking jacket | chaqueta, cazadora, americana, chamarra | casaco, jaqueta, blusão | Jacke, Regenjacke, Lederjacke, Sakko, Blazer | veste, blouson, veste de pluie
coat | coat, winter coat, trench coat, parka, raincoat | abrigo, gabardina, chubasquero, impermeable | sobretudo, casacão, gabardina | Mantel, Wintermantel, Regenmantel, Parka | manteau, parka, imperméable
vest | vest, waistcoat | chaleco | colete | Weste | gilet sans manches
trousers | trousers, pants, chinos, leggings, sweatpants, joggers | pantalón, pantalones, leggings | calças, calça, leggings | Hose, Hosen, Leggings, Jogginghose | pantalon, legging, jogging
jeans < trousers | jeans, denim jeans | vaqueros, jeans, tejanos | jeans, calças de ganga | Jeans | jean
shorts | shorts, bermuda shorts | pantalones cortos, bermudas, shorts | calções, bermuda, shorts | Shorts, kurze Hose | short, bermuda
dress | dress, evening dress, summer dress | vestido | vestido | Kleid, Abendkleid, Sommerkleid | robe
skirt | skirt | falda | saia | Rock | jupe
suit | suit, tuxedo | traje, esmoquin | fato, terno | Anzug | costume, smoking
underwear | underwear, boxer shorts, briefs, panties, bra | ropa interior, calzoncillos, bragas, sujetador | roupa interior, cuecas, sutiã | Unterwäsche, Unterhose, BH, Boxershorts | sous-vêtement, caleçon, culotte, soutien-gorge
socks | socks, sock, stockings, tights | calcetines, calcetín, medias | meias | Socken, Strümpfe, Strumpfhose | chaussettes, chaussette, collants
pyjamas | pyjamas, pajamas, nightgown, bathrobe | pijama, camisón, albornoz | pijama, roupão | Schlafanzug, Pyjama, Bademantel | pyjama, peignoir
swimwear | swimsuit, bikini, swimming trunks, swimwear | bañador, bikini, traje de baño | fato de banho, biquíni, maiô | Badeanzug, Badehose, Bikini | maillot de bain, bikini
shoes | shoes, shoe, footwear, loafers | zapatos, zapato, calzado | sapatos, sapato, calçado | Schuhe, Schuh, Halbschuhe | chaussures, chaussure
sneakers < shoes | sneakers, sneaker, trainers, running shoes, tennis shoes, sports shoes | zapatillas, zapatillas deportivas, tenis, deportivas | ténis, tênis, sapatilhas | Turnschuhe, Sneaker, Laufschuhe, Sportschuhe | baskets, tennis, chaussures de course
boots < shoes | boots, boot, ankle boots, hiking boots, rain boots | botas, bota, botines | botas, bota | Stiefel, Wanderschuhe, Stiefeletten | bottes, bottines, chaussures de randonnée
sandals < shoes | sandals, sandal, flip flops, slippers | sandalias, chanclas, zapatillas de casa | sandálias, chinelos | Sandalen, Hausschuhe, Flip-Flops | sandales, tongs, chaussons, pantoufles
heels < shoes | heels, high heels, pumps | tacones, zapatos de tacón | sapatos de salto | Pumps, High Heels | escarpins, talons
hat | hat, cap, beanie, baseball cap, sun hat | sombrero, gorra, gorro | chapéu, boné, gorro | Hut, Mütze, Kappe | chapeau, casquette, bonnet
scarf | scarf, shawl | bufanda, pañuelo, chal | cachecol, lenço | Schal, Halstuch | écharpe, foulard
gloves | gloves, glove, mittens | guantes, guante | luvas | Handschuhe, Handschuh | gants, gant
belt | belt, leather belt | cinturón | cinto | Gürtel | ceinture
tie | tie, necktie, bow tie | corbata, pajarita | gravata, laço | Krawatte, Fliege | cravate, nœud papillon
wallet | wallet, purse, card holder | cartera, billetera, monedero | carteira, porta-moedas | Geldbörse, Portemonnaie, Brieftasche | portefeuille, porte-monnaie
suitcase | suitcase, luggage, carry-on | maleta, equipaje | mala de viagem, bagagem | Koffer, Reisekoffer | valise, bagage
umbrella | umbrella | paraguas | guarda-chuva | Regenschirm, Schirm | parapluie
sunglasses | sunglasses | gafas de sol | óculos de sol | Sonnenbrille | lunettes de soleil
glasses | eyeglasses, glasses, reading glasses | gafas | óculos | Brille | lunettes
watch | watch, wristwatch, wrist watch | reloj, reloj de pulsera | relógio, relógio de pulso | Armbanduhr | montre
ring | ring | anillo, sortija | anel | Fingerring | bague, anneau
necklace | necklace, pendant | collar, colgante | colar, pingente | Halskette, Kette, Anhänger | collier, pendentif
bracelet | bracelet, bangle | pulsera | pulseira | Armband, Armreif | bracelet
earrings | earrings, earring | pendientes, aretes, aros | brincos | Ohrringe, Ohrring | boucles d'oreilles
`;
