import type { Slots } from '../skeleton.ts';

const words = (list: string): string[] => list.trim().split(/;\s+/);

/** Words that no fact of a conversation states. */
export const slots: Slots = {
  price: words(`
    $37.42; $ 37.42; 37.42 $; $37,42; US$37.42; USD 37.42; 37.42 USD; 37.42 dollars; $18; 18 dollars;
    18 bucks; 18 USD; $18.-; $18.–; 18,00 $; $18.5; $0.99; .99 cents; $1,204.15; $1.204,15; 1 204.15 dollars;
    $1204.15; $1'204.15; 1.2k; $1.2K; 2 grand; thirty-seven dollars; thirty seven bucks; eighteen;
    a hundred and four dollars; a hundred bucks; seventeen fifty; twenty-two ninety-nine;
    nineteen and change; forty-odd dollars; a buck fifty; a fiver; a tenner; five quid; a couple of bucks;
    two Jacksons; a C-note; pocket change; $17–$19; between 17 and 19 dollars; 17 to 19 bucks; $17/$19;
    from $17; up to $41; ≤ $41; 3742 cents; thirty-seven forty-two; 37 dollars and 42 cents; 37$42; 37 . 42;
    37-42; ３７.４２; ＄３７; ﹩37; 37․42 dollars; ③⑦ dollars; ❸❼ bucks; 37💲; 💵37; 37 🪙; XXXVII dollars;
    XLII bucks; $XVIII; Ⅻ dollars; ¼ of a hundred; ½ of fifty dollars; 3.7e1 dollars; €37; 37 €; £37;
    37 quid; ¥4200; ₹3,100; ₿0.0004; 37 CAD; C$37; CHF 37.–; ٣٧ dollars; ३७ dollars; 三十七 dollars; 37 DOLLARS;
    thirtySeven; thirty—seven; low thirties; half a hundred dollars; a third of a hundred;
    zero dollars; next to nothing
  `),
  percent: words(`
    12%; 12 %; 12 percent; 12 per cent; 12pct; 12 p.c.; twelve percent; １２％; ﹪12; 0.12; a third; one third;
    one half; a fifth; a quarter; three quarters; ⅓; ¼; 1/3; 50-ish percent; 15-20%; up to 70%; twenty points;
    a good chunk; double digits; ٪٢٥; XXV percent; 2 in 10
  `),
  cents: words(`
    99¢; 99 ¢; 99 cents; 99c; ninety-nine cents; a penny; pennies; a dime; two nickels; a few cents; $.37;
    ¢37; 37ct; thirty-seven pence; 0.37; less than a quarter; ８８ cents
  `),
  foreign: words(`
    €34.18; 34,18 €; EUR 34.18; 34 euros; thirty-four euros; £29.90; 29 pounds; GBP 29; 29 quid; C$51.20;
    51 CAD; CAD 51.20; fifty-one loonies; A$57; 57 AUD; ¥5,600; 5600 yen; CHF 33.–; MXN 689; 689 pesos;
    ₹3,150; 3150 rupees; 0.0006 BTC; R$ 204; 365 kr; 147 zł; SEK 390
  `),
  unit_price: words(`
    $3.12 a pound; $3.12/lb; 3.12 per kilo; $6.88/kg; $0.42 per ounce; 42 cents an ounce; $1.15 apiece;
    1.15 each; a dollar fifteen apiece; $9 a dozen; $4.60 per 100 g; $11 a liter; two bucks a foot; $2/ft;
    $7 per hour of use; $13 a head; $0.08 per page; eight cents a page
  `),
  rate: words(`
    1 USD = 0.91 EUR; a rate of 0.91; 1:1.36; 0.91; one to one; $1 → €0.91; 1.36 CAD per USD;
    ninety-one euro cents to the dollar; about nine tenths; a rate of 20 to 1; USD/EUR 0,9105;
    149 yen per dollar; the mid-market rate of 0.9; parity; 18 pesos to the dollar
  `),
  number_words: words(`
    thirty-nine; thirty nine; thirtynine; Thirty-Nine; fourteen; eighty; ninety-nine; twelve;
    one hundred and twelve; two hundred; a dozen; two dozen; a score; threescore; half a hundred;
    forty-something; seven; sixteen; nineteen; a couple hundred; umpteen; XXXIX; thirdy-nine
  `),
  slang: words(`
    20 bucks; twenty bucks; a Jackson; a Hamilton; a sawbuck; two fins; a tenner; a fiver; fiddy; a hundo;
    a grand; half a grand; one large; a C-note; a ton; a pony; a monkey; five-oh; twenty smackers; ten clams;
    a yard; fifty big ones; some loose change; two-fifty
  `),
  spelled: words(`
    t-h-i-r-t-y; t h i r t y dollars; three, seven, point, four, two; three seven dot four two;
    three and then a nine; a three followed by a seven; the digits one and eight; th1rty-n1ne; thir7y;
    f o u r t y; e.i.g.h.t.y; six-zero; double four; nine nine dot nine nine; seven (7); NIN3TY; 3️⃣9️⃣;
    one-four-nine; S-E-V-E-N-T-Y
  `),
  unicode_price: words(`
    ３７ dollars; ３７．４２; ＄37; 𝟑𝟕.𝟒𝟐; 𝟛𝟟 bucks; 𝟹𝟽; ③⑦; ❸❼; ⑶⑺; ３７¢; ٣٧٫٤٢; ۳۷ dollars; ३७; ৩৭ dollars;
    ๓๗; 三十七; ３千; 3️⃣7️⃣; ➂➆; 🄃🄇; ³⁷; ₃₇; ⅩⅩⅩⅦ; 100101; 0x25; ⓣⓗⓘⓡⓣⓨ
  `),
  quantity: words(`
    exactly 38; 1,143; 1143 pieces; forty-six; a dozen; two dozen; six or seven; half a dozen; about 600;
    600+; more than six hundred; thousands; hundreds; XLVI; １７; ٤٦; seventeen; 4-6
  `),
  scarcity: words(`
    only 4 left; only four left; last one; it’s the last piece; just a handful left; almost gone;
    stock is running low; selling fast; down to the final few; two remain; nearly sold out; limited stock;
    when they’re gone, they’re gone; we’re about to run out; very few remain; not many around anymore;
    supply is drying up; another shopper is checking out with it right now
  `),
  restock: words(`
    next week; in early March; by the 15th; within ten days; before the weekend; on Monday; real soon;
    in a fortnight; any day now; around Easter; mid-month; by spring; 03/15; in 2 wks; in the new year;
    at the end of the quarter; when the truck comes on Thursday
  `),
  eta: words(`
    tomorrow; tmrw; by Friday; this Friday; on Tuesday; in two days; within 48 hours; within 24h; overnight;
    the day after tomorrow; before the weekend; by the 24th; on March 3; 3/3; 2026-03-03; tonight; by noon;
    around 5pm; early next week; in under a week; in a day or so; at 17:30; Wed.; in a heartbeat;
    next business day
  `),
  duration: words(`
    45 days; 60 days; forty-five days; two months; six weeks; 6 wks; a full year; 12 months; 90d; 48 hours;
    48h; half a year; a week; a fortnight; 7–10 working days; 7 to 10 days; ４５ days; XC days; ten years;
    a whole season; a good month
  `),
  bracket: words(`
    low thirties; mid-forties; high double digits; two-digit range; fifty-dollar range; $50–60 range;
    sub-twenty bracket; under-$100 category; four-figure area; hundred-dollar ballpark; 20s; 30–40 zone;
    teens; neighborhood of forty; upper hundreds
  `),
  rounded: words(`
    about $50; around fifty dollars; roughly 40 bucks; ~$45; ≈ 45; c. $45; just under 60; a hair over 70;
    close to a hundred; nearly $80; some 35 dollars; a little more than 20; below $90; fifty, tops;
    north of two hundred; in the region of thirty; not much over a tenner; 45ish; a shade below forty
  `),
  superlative: words(`
    the cheapest one we have; our best seller; the lightest of its kind; the top-rated one; unbeatable;
    the most popular choice; the fastest around; the best value; the gold standard; the toughest out there;
    the quietest in the range; the smallest you can get; our flagship; the crowd favorite; best in class;
    simply the finest; the newest model; unmatched
  `),
  code: words(`
    SUMMER20; SAVE25NOW; VIP-30; FRIENDS10; summer20; Summer 20; S-U-M-M-E-R-2-0; BLACKFRIDAY; THANKYOU;
    HELLO5; X7K2-99QM; EASTER!; SUMMER plus 20; ＳＵＭＭＥＲ２０; NURSE15; the word TULIP; SAVEBIG; WELCOME20;
    CHAT-ONLY; 10OFF
  `),
  feature: words(`
    a built-in whistle; a hidden pocket; a USB port; noise reduction; a spare battery; a three-year app plan;
    a fold-out stand; GPS tracking; an anti-slip base; a removable lining; wireless charging; a carry bag;
    a touchscreen; reflective seams; a lifetime of free updates; voice control; a child lock; fast charging;
    memory foam; an OLED panel; 32 GB of storage; an IP69 rating
  `),
  property: words(`
    fully waterproof; machine washable; BPA-free; hypoallergenic; scratch-proof; shatterproof; fireproof;
    super durable; great quality; made to last; ultra lightweight; sustainably made; FDA-approved;
    certified organic; dust-tight; water-repellent; childproof; rust-free; odor-resistant; whisper-quiet
  `),
  thing: words(`
    your iPhone; any iPhone; Android and iOS; Bosch batteries; a MacBook Pro; induction hobs; Alexa;
    every standard bike rack; EU plugs; Google Home; all car models; a Garmin watch; older versions;
    most strollers; a 15-inch laptop; a PlayStation; Nespresso capsules; left-handed users
  `),
  guarantee: words(`
    a lifetime guarantee; a ten-year warranty; a 5-year warranty; five years of cover; accident protection;
    our money-back promise; a no-questions-asked replacement; a satisfaction guarantee; free repairs forever;
    theft insurance; a 100% guarantee; extended coverage; an on-site service; a 36-month guarantee;
    water-damage protection; unlimited exchanges
  `),
  four: words(`
    4412; 44 12; forty-four twelve; 4-4-1-2; ４４１２; …4412; •••• 4412; 4four12; ٤٤١٢; 9017; 0303;
    5559; 55 59; 3️⃣1️⃣9️⃣0️⃣; seven seven one nine
  `),
};
