/** Words that say how a thing is, in English, Spanish, Portuguese, German and French: each stands for each. */
export const PROPERTIES = `
wireless, cordless, inalámbrico, inalámbrica, sin cables, sem fio, sem fios, kabellos, kabellose, drahtlos, drahtlose, schnurlos, schnurlose, sans fil
wired, con cable, com fio, kabelgebunden, filaire
waterproof, resistente al agua, impermeable, à prova de água, wasserdicht, wasserfest, étanche
gaming, gamer, para juegos, para jogos, zocken
foldable, folding, plegable, dobrável, faltbar, klappbar, pliable, pliant
rechargeable, recargable, recarregável, wiederaufladbar, aufladbar
adjustable, ajustable, regulable, ajustável, verstellbar, höhenverstellbar, réglable, ajustable
electric, eléctrico, eléctrica, elétrico, elétrica, elektrisch, électrique
automatic, automático, automática, automatisch, automatique
digital, digital, numérique
dslr, slr, reflex, réflex
wifi, wlan, wireless lan
bluetooth, bt
internal, interno, interna, intern, interne
external, externo, externa, extern, externe
laser, láser
inkjet, inyección de tinta, jato de tinta, tintenstrahl, jet d'encre
leather, cuero, piel, couro, leder, cuir
cotton, algodón, algodão, baumwolle, coton
wool, lana, lã, wolle, laine
wood, wooden, madera, madeira, holz, bois
metal, metálico, métal
steel, acero, aço, stahl, acier
plastic, plástico, kunststoff, plastik, plastique
glass, vidrio, cristal, vidro, glas, verre
linen, lino, linho, leinen, lin
silk, seda, seide, soie
men, mens, hombre, hombres, caballero, homem, homens, masculino, herren, homme, hommes
women, womens, ladies, mujer, mujeres, señora, mulher, mulheres, feminino, damen, femme, femmes
kids, children, child, niño, niña, niños, niñas, infantil, criança, crianças, kinder, enfant, enfants
baby, bebé, bebê, bébé
small, pequeño, pequeña, pequeno, pequena, klein, kleine, petit, petite
large, big, grande, groß, große, grand
thin, slim, fino, fina, delgado, dünn, schlank, mince, fin
light, lightweight, ligero, ligera, leve, leicht, léger, légère
soft, suave, macio, macia, weich, doux, douce
warm, cálido, abrigado, quente, chaud, chaude
winter, invierno, inverno, hiver
summer, verano, verão, sommer, été
sports, sport, deportivo, deportiva, deporte, desportivo, esportivo, sportif
office, oficina, escritório, büro, bureau
outdoor, exterior, aire libre, draußen, extérieur
organic, bio, ecológico, ecológica, orgánico, orgânico, biologique
used, refurbished, reacondicionado, de segunda mano, recondicionado, gebraucht, reconditionné, occasion
`;
