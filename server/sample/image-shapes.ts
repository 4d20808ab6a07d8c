/**
 * Flat drawings on a 400 × 400 canvas, one per kind of product. Colors are tokens that `sampleImage` fills in:
 * `$c` the product's color, `$d` darker, `$l` lighter, `$n` ink, `$w` white.
 */
const rect = (x: number, y: number, w: number, h: number, r: number, fill: string): string =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${r}" fill="$${fill}"/>`;
const disc = (x: number, y: number, r: number, fill: string): string =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="$${fill}"/>`;
const ring = (x: number, y: number, r: number, stroke: string, width: number): string =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="none" stroke="$${stroke}" stroke-width="${width}"/>`;
const oval = (x: number, y: number, rx: number, ry: number, fill: string): string =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="$${fill}"/>`;
const area = (d: string, fill: string): string => `<path d="${d}" fill="$${fill}"/>`;
const line = (d: string, stroke: string, width: number): string =>
  `<path d="${d}" fill="none" stroke="$${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;

const mugBody =
  line('M265 180h25a30 30 0 0 1 0 70h-25', 'd', 18) +
  area('M130 150h140v110a40 40 0 0 1-40 40h-60a40 40 0 0 1-40-40z', 'c');
const shoeSole = rect(82, 258, 240, 22, 11, 'd');
const wheels = (y: number, r: number): string => ring(118, y, r, 'n', 9) + ring(282, y, r, 'n', 9);
const lampFoot = rect(150, 306, 110, 14, 7, 'd');

export const SHAPES: Readonly<Record<string, string>> = {
  // Outdoor
  backpack:
    line('M165 116q35-58 70 0', 'd', 14) +
    rect(116, 106, 168, 212, 56, 'c') +
    rect(138, 210, 124, 88, 24, 'd') +
    line('M140 168h120M186 236h28', 'l', 8),
  pouch: rect(96, 146, 208, 128, 30, 'c') + line('M112 184h176', 'd', 8) + rect(266, 180, 16, 34, 6, 'd'),
  bottle:
    rect(172, 84, 56, 34, 10, 'd') + rect(148, 112, 104, 210, 34, 'c') + rect(148, 190, 104, 54, 0, 'l'),
  tent:
    area('M200 104 330 300H70z', 'c') +
    area('M200 104 252 300H148z', 'd') +
    line('M200 104v-16M70 300l-18 12M330 300l18 12', 'n', 8),
  tarp:
    area('M60 190 200 110 340 190 200 236z', 'c') +
    area('M60 190 200 236v-126z', 'd') +
    line('M70 196v110M330 196v110', 'n', 8),
  stakes:
    line('M130 110v180M200 110v180M270 110v180', 'c', 16) +
    line('M114 110h32M184 110h32M254 110h32', 'd', 14),
  sleepingbag:
    rect(132, 84, 136, 240, 66, 'c') +
    oval(200, 134, 42, 36, 'd') +
    line('M160 210h80M156 250h88M160 288h80', 'l', 8),
  mat:
    rect(80, 236, 240, 34, 12, 'c') +
    disc(112, 214, 46, 'd') +
    ring(112, 214, 22, 'l', 8) +
    rect(112, 236, 208, 34, 8, 'c'),
  stove:
    rect(110, 226, 180, 66, 18, 'd') +
    disc(200, 212, 44, 'c') +
    line('M140 196h120M150 176h100M170 292v22M230 292v22', 'n', 10),
  headlamp:
    line('M80 200q120-110 240 0', 'd', 26) +
    rect(148, 154, 104, 88, 28, 'c') +
    disc(200, 198, 30, 'w') +
    ring(200, 198, 30, 'd', 8),
  lantern:
    line('M160 120q40-52 80 0', 'd', 10) +
    rect(144, 116, 112, 26, 10, 'd') +
    rect(154, 142, 92, 128, 20, 'w') +
    rect(178, 168, 44, 78, 22, 'l') +
    rect(138, 268, 124, 36, 12, 'c'),
  poles:
    line('M156 96 132 310M244 96l24 214', 'c', 10) +
    line('M158 90l-6 52M242 90l6 52', 'd', 20) +
    line('M120 296h28M252 296h28', 'n', 8),
  // Shoes
  shoe:
    area('M86 180q46 26 84-12l34 38q30 26 84 28 34 4 32 32H82q-8-52 4-86z', 'c') +
    shoeSole +
    line('M186 190l-22 20M206 208l-22 20', 'w', 8),
  boot:
    area('M116 96h92v96q4 28 52 34 54 6 58 36H106z', 'c') +
    rect(98, 258, 226, 24, 12, 'd') +
    line('M208 128h-34M208 156h-34M210 184h-34', 'w', 8),
  sneaker:
    area('M88 168h80q24 44 70 54 72 10 80 44H84q-6-56 4-98z', 'c') +
    rect(80, 254, 242, 28, 14, 'w') +
    line('M80 268h242', 'd', 6) +
    line('M172 186l24-12M186 206l24-12', 'd', 8),
  sandal: rect(84, 250, 234, 28, 14, 'd') + line('M120 252q40-90 92-4M210 250q40-66 84 0', 'c', 24),
  socks:
    area('M152 90h72v110l52 52a32 32 0 0 1-46 46l-70-66a28 28 0 0 1-8-20z', 'c') +
    rect(148, 86, 80, 30, 8, 'd') +
    line('M226 284l40-40', 'l', 10),
  // Clothing
  jacket:
    area('M150 96h100l62 40-16 150h-42v26H146v-26h-42L88 136z', 'c') +
    area('M150 96q50 48 100 0l-10-16h-80z', 'd') +
    line('M200 128v184', 'd', 8) +
    line('M146 150v136M254 150v136', 'd', 5),
  puffer:
    area('M150 96h100l62 40-16 150h-42v26H146v-26h-42L88 136z', 'c') +
    line(
      'M146 160h108M146 200h108M146 240h108M146 280h108M100 180h36M264 180h36M106 230h30M264 230h30',
      'd',
      6,
    ) +
    line('M200 100v212', 'd', 8),
  vest:
    area('M156 92h88l30 60v160H126V152z', 'c') +
    line('M130 190h140M128 232h144M128 274h144', 'd', 6) +
    line('M200 104v208', 'd', 8),
  tee:
    area('M148 100h104l68 46-28 48-36-20v132H144V174l-36 20-28-48z', 'c') + area('M164 100q36 40 72 0z', 'd'),
  pants:
    area('M142 90h116l14 226h-56l-16-140-16 140h-56z', 'c') +
    rect(140, 88, 120, 22, 6, 'd') +
    line('M200 112v44', 'd', 6),
  beanie:
    area('M116 236q0-120 84-120t84 120z', 'c') + rect(104, 228, 192, 46, 20, 'd') + disc(200, 108, 20, 'l'),
  gloves:
    area(
      'M136 296V190q0-20 14-20V112a16 16 0 0 1 32 0v-8a16 16 0 0 1 32 0v10a16 16 0 0 1 32 0v86l14-18a16 16 0 0 1 26 20l-46 94z',
      'c',
    ) + rect(132, 282, 112, 34, 10, 'd'),
  // Kitchen
  pot:
    rect(110, 164, 180, 126, 24, 'c') +
    rect(98, 148, 204, 22, 11, 'd') +
    line('M110 204H78M290 204h32', 'd', 16) +
    rect(184, 124, 32, 26, 10, 'd'),
  pan: oval(170, 214, 104, 76, 'c') + oval(170, 208, 78, 54, 'd') + line('M268 180 342 130', 'n', 22),
  mug: mugBody + line('M176 132q-12-18 0-36M224 132q-12-18 0-36', 'l', 8),
  cutlery:
    line('M150 180v130M250 180v130', 'c', 14) +
    oval(150, 140, 32, 52, 'c') +
    line('M226 92v60q0 24 24 24t24-24V92M250 92v70', 'd', 10),
  knife:
    area('M72 228 246 132q30-14 24 30L180 236z', 'l') +
    line('M190 226 312 158', 'c', 26) +
    line('M250 192h.1M284 173h.1', 'w', 9),
  board:
    rect(96, 130, 208, 150, 24, 'c') +
    disc(272, 162, 14, 'd') +
    line('M124 196h110M124 226h140M124 254h90', 'd', 5),
  bowl:
    area('M92 186h216q-4 104-108 104T92 186z', 'c') +
    rect(160, 284, 80, 18, 8, 'd') +
    oval(200, 186, 108, 20, 'd'),
  press:
    line('M262 170h26v90h-26', 'd', 16) +
    rect(138, 140, 124, 172, 14, 'l') +
    rect(138, 220, 124, 92, 14, 'd') +
    rect(128, 124, 144, 24, 10, 'c') +
    line('M200 124V84', 'c', 10) +
    disc(200, 80, 14, 'c'),
  dripper:
    area('M116 134h168l-58 92h-52z', 'c') +
    rect(140, 226, 120, 16, 8, 'd') +
    rect(158, 248, 84, 66, 18, 'l') +
    line('M150 154l30 56M250 154l-30 56', 'd', 6),
  moka:
    area('M150 206h100l22 106H128z', 'c') +
    area('M140 118h120l-20 82h-80z', 'c') +
    rect(148, 196, 104, 16, 6, 'd') +
    line('M262 130h28v76', 'n', 14) +
    disc(200, 104, 12, 'n'),
  grinder:
    rect(152, 148, 96, 166, 20, 'c') +
    rect(152, 236, 96, 14, 0, 'd') +
    rect(164, 126, 72, 24, 8, 'd') +
    line('M200 126V100h84', 'n', 10) +
    disc(288, 104, 14, 'n'),
  kettle:
    area('M138 170q62-50 124 0l18 136H120z', 'c') +
    line('M266 190q54-10 50 60v44', 'd', 16) +
    line('M136 200q-48-4-52-64', 'c', 12) +
    disc(200, 138, 12, 'n'),
  espresso:
    rect(104, 100, 192, 64, 16, 'c') +
    rect(224, 160, 72, 146, 8, 'd') +
    rect(96, 292, 208, 24, 10, 'c') +
    rect(140, 164, 56, 22, 6, 'n') +
    rect(146, 240, 46, 40, 10, 'w') +
    disc(260, 132, 13, 'w'),
  // Home
  desklamp:
    lampFoot +
    line('M204 306 150 204l88-84', 'd', 12) +
    area('M214 92 290 152l-70 34-34-54z', 'c') +
    disc(150, 204, 12, 'n'),
  floorlamp:
    line('M200 150v166M156 318h88', 'd', 12) +
    area('M160 84h80l28 80H132z', 'c') +
    line('M244 164v36', 'n', 5),
  tablelamp:
    area('M152 92h96l38 104H114z', 'l') +
    area('M168 196h64q40 60 0 116h-64q-40-56 0-116z', 'c') +
    rect(158, 304, 84, 14, 7, 'd'),
  bulb:
    disc(200, 170, 78, 'l') +
    line('M178 180l22-24 22 24', 'c', 8) +
    rect(166, 240, 68, 22, 6, 'd') +
    rect(172, 264, 56, 18, 6, 'n') +
    rect(180, 284, 40, 16, 8, 'n'),
  blanket:
    rect(92, 140, 216, 150, 20, 'c') +
    area('M92 214h216v56a20 20 0 0 1-20 20H112a20 20 0 0 1-20-20z', 'd') +
    line('M110 290v18M146 290v18M182 290v18M218 290v18M254 290v18M290 290v18', 'd', 6),
  cushion:
    area('M104 116q96 24 192 0-24 88 0 176-96-24-192 0 24-88 0-176z', 'c') +
    line('M150 160l100 90M250 160l-100 90', 'l', 6),
  towel:
    rect(140, 90, 120, 226, 14, 'c') +
    line('M140 262h120M140 282h120', 'l', 8) +
    line('M104 98h192', 'n', 10),
  basket:
    area('M104 160h192l-22 150H126z', 'c') +
    line('M150 160q0-52 50-52t50 52', 'd', 12) +
    line('M112 206h176M120 252h160', 'd', 6),
  box:
    area('M92 160 200 112l108 48-108 48z', 'l') +
    area('M92 160v108l108 50V208z', 'c') +
    area('M308 160v108l-108 50V208z', 'd'),
  // Electronics
  headphones:
    line('M108 226v-26a92 92 0 0 1 184 0v26', 'c', 20) +
    rect(88, 206, 52, 92, 24, 'd') +
    rect(260, 206, 52, 92, 24, 'd'),
  earbuds:
    rect(112, 176, 176, 124, 44, 'c') +
    line('M112 226h176', 'd', 6) +
    disc(160, 130, 28, 'd') +
    rect(150, 138, 18, 48, 9, 'd') +
    disc(240, 130, 28, 'd') +
    rect(232, 138, 18, 48, 9, 'd'),
  speaker:
    rect(134, 90, 132, 224, 34, 'c') +
    disc(200, 236, 46, 'd') +
    disc(200, 236, 20, 'l') +
    disc(200, 144, 26, 'd'),
  laptop:
    rect(100, 116, 200, 136, 14, 'd') +
    rect(112, 128, 176, 112, 6, 'l') +
    area('M72 262h256l-14 26H86z', 'c'),
  sleeve:
    rect(88, 132, 224, 156, 18, 'c') +
    area('M88 150a18 18 0 0 1 18-18h188a18 18 0 0 1 18 18v26H88z', 'd') +
    disc(200, 176, 9, 'w'),
  charger:
    rect(128, 148, 120, 120, 26, 'c') +
    line('M160 148v-34M216 148v-34', 'n', 12) +
    line('M248 236q60 0 60 74', 'd', 10) +
    rect(176, 240, 26, 10, 5, 'd'),
  stand:
    area('M108 128h184l22 60H86z', 'c') +
    line('M150 188 120 300M250 188l30 112', 'd', 14) +
    line('M104 304h192', 'd', 14),
  keyboard:
    rect(64, 156, 272, 110, 18, 'c') +
    line('M92 186h216M92 212h216', 'd', 16) +
    line('M140 240h120', 'd', 14),
  mouse:
    rect(146, 106, 108, 194, 54, 'c') +
    line('M200 110v70M148 184h104', 'd', 6) +
    rect(191, 130, 18, 36, 9, 'd'),
  monitor:
    rect(68, 98, 264, 164, 14, 'd') +
    rect(80, 110, 240, 140, 6, 'l') +
    rect(184, 262, 32, 40, 0, 'c') +
    rect(140, 298, 120, 16, 8, 'c'),
  phone: rect(140, 76, 120, 250, 26, 'c') + rect(150, 92, 100, 218, 16, 'l') + disc(200, 106, 6, 'n'),
  phonecase:
    rect(136, 74, 128, 254, 32, 'c') +
    rect(154, 94, 48, 66, 18, 'd') +
    disc(178, 114, 12, 'n') +
    disc(178, 142, 12, 'n'),
  powerbank:
    rect(134, 92, 132, 220, 28, 'c') +
    line('M182 130h.1M200 130h.1M218 130h.1', 'w', 10) +
    area('M212 168 172 232h26l-10 44 42-64h-28z', 'l'),
  cable:
    line('M120 290q-10-120 80-110t80-90', 'c', 14) +
    rect(100, 284, 40, 44, 8, 'd') +
    rect(262, 60, 36, 44, 8, 'd'),
  tablet:
    rect(92, 90, 216, 230, 22, 'c') +
    rect(106, 106, 188, 198, 10, 'l') +
    line('M136 150h110M136 180h128M136 210h90', 'c', 7),
  pen:
    area('M256 88l44 34-140 176-58 22 14-58z', 'c') +
    area('M116 262l44 36-58 22z', 'd') +
    line('M240 110l44 34', 'd', 8),
  watch:
    rect(160, 70, 80, 260, 20, 'd') +
    rect(136, 136, 128, 128, 36, 'c') +
    rect(150, 150, 100, 100, 26, 'n') +
    line('M200 176v26l20 14', 'l', 8),
  camera:
    rect(84, 140, 232, 150, 26, 'c') +
    rect(124, 116, 66, 30, 10, 'd') +
    disc(200, 214, 54, 'd') +
    disc(200, 214, 34, 'l') +
    disc(284, 168, 9, 'w'),
  router:
    rect(88, 226, 224, 64, 18, 'c') +
    line('M124 226V132M276 226V132', 'd', 12) +
    line('M120 258h.1M144 258h.1M168 258h.1', 'w', 11) +
    line('M166 180q34-30 68 0', 'l', 9),
  // Food, books and the rest
  coffeebag:
    area('M136 118h128l16 196H120z', 'c') +
    rect(132, 88, 136, 36, 6, 'd') +
    oval(200, 218, 34, 46, 'w') +
    line('M208 180q-24 38-8 76', 'c', 7),
  tin:
    rect(128, 128, 144, 184, 16, 'c') +
    rect(120, 96, 160, 38, 12, 'd') +
    area('M200 180q56 40 0 90-56-50 0-90z', 'l'),
  bar:
    rect(74, 156, 252, 96, 14, 'c') +
    area('M74 168l-16-12v96l16-12zM326 168l16-12v96l-16-12z', 'd') +
    line('M124 204h150', 'l', 12),
  jar: rect(134, 132, 132, 180, 34, 'c') + rect(142, 96, 116, 38, 10, 'd') + rect(150, 194, 100, 70, 10, 'w'),
  oil:
    rect(182, 70, 36, 30, 6, 'n') +
    area('M184 98h32v44q40 18 40 58v102a12 12 0 0 1-12 12h-88a12 12 0 0 1-12-12V200q0-40 40-58z', 'c') +
    rect(144, 216, 112, 62, 0, 'w'),
  book:
    rect(120, 84, 170, 236, 10, 'd') +
    rect(128, 84, 166, 220, 8, 'w') +
    rect(120, 78, 166, 222, 10, 'c') +
    rect(120, 78, 22, 222, 10, 'd') +
    line('M170 136h86M170 162h60', 'l', 9),
  bike:
    wheels(252, 60) +
    line('M118 252l46-92h88l-56 92zM252 160l30 92M164 160l32 92', 'c', 10) +
    line('M148 152h32M244 132h30l-22 28', 'd', 10),
  helmet:
    area('M84 240q0-124 120-124 112 0 118 124z', 'c') +
    line('M140 150q-20 40-22 80M200 124v106M262 146q22 40 24 84', 'd', 12) +
    line('M112 246q50 90 120 0', 'n', 8),
  lock:
    line('M138 196v-40a62 62 0 0 1 124 0v40', 'd', 24) +
    rect(108, 192, 184, 110, 24, 'c') +
    disc(200, 240, 16, 'w') +
    line('M200 246v26', 'w', 9),
  bikelight:
    rect(120, 150, 130, 92, 34, 'c') +
    area('M248 152l44-16v120l-44-16z', 'd') +
    line('M312 160l24-12M316 196h28M312 232l24 12', 'l', 9) +
    line('M176 242v44', 'n', 18),
  pump:
    rect(180, 140, 40, 170, 12, 'c') +
    rect(188, 84, 24, 60, 6, 'n') +
    rect(160, 74, 80, 20, 10, 'd') +
    line('M220 286q70 6 60-70', 'n', 8),
  blocks: rect(92, 214, 96, 96, 10, 'c') + rect(200, 214, 96, 96, 10, 'd') + area('M194 96l56 106H138z', 'l'),
  puzzle:
    area('M100 116h84q-12-40 16-40t16 40h84v84q40-12 40 16t-40 16v84H216q12-40-16-40t-16 40h-84z', 'c') +
    line('M136 280l44-60 34 34 44-70', 'l', 9),
  giftcard:
    rect(72, 124, 256, 160, 22, 'c') +
    rect(72, 186, 256, 26, 0, 'd') +
    rect(122, 124, 26, 160, 0, 'd') +
    line('M135 198q-46-54 0-50 44-4 0 50z', 'w', 8),
};
