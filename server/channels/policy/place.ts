import { US_SOMEWHERE } from './quiet-hours.ts';

/**
 * Countries by calling code (ITU-T E.164, list of assigned country codes), where a code is one country's. Those of several are
 * named with all of them; one that is missing is a number of which the place is not known.
 */
const COUNTRIES =
  '1:US,CA 7:RU,KZ 20:EG 27:ZA 30:GR 31:NL 32:BE 33:FR 34:ES 36:HU 39:IT 40:RO 41:CH 43:AT 44:GB 45:DK 46:SE 47:NO 48:PL 49:DE ' +
  '51:PE 52:MX 53:CU 54:AR 55:BR 56:CL 57:CO 58:VE 60:MY 61:AU 62:ID 63:PH 64:NZ 65:SG 66:TH 81:JP 82:KR 84:VN 86:CN 90:TR ' +
  '91:IN 92:PK 93:AF 94:LK 95:MM 98:IR 211:SS 212:MA 213:DZ 216:TN 218:LY 220:GM 221:SN 222:MR 223:ML 224:GN 225:CI 226:BF 227:NE ' +
  '228:TG 229:BJ 230:MU 231:LR 232:SL 233:GH 234:NG 235:TD 236:CF 237:CM 238:CV 239:ST 240:GQ 241:GA 242:CG 243:CD 244:AO 245:GW ' +
  '248:SC 249:SD 250:RW 251:ET 252:SO 253:DJ 254:KE 255:TZ 256:UG 257:BI 258:MZ 260:ZM 261:MG 262:RE,YT 263:ZW 264:NA 265:MW ' +
  '266:LS 267:BW 268:SZ 269:KM 297:AW 298:FO 299:GL 350:GI 351:PT 352:LU 353:IE 354:IS 355:AL 356:MT 357:CY 358:FI 359:BG 370:LT ' +
  '371:LV 372:EE 373:MD 374:AM 375:BY 376:AD 377:MC 378:SM 380:UA 381:RS 382:ME 385:HR 386:SI 387:BA 389:MK 420:CZ 421:SK 423:LI ' +
  '501:BZ 502:GT 503:SV 504:HN 505:NI 506:CR 507:PA 509:HT 590:GP 591:BO 592:GY 593:EC 594:GF 595:PY 596:MQ 597:SR 598:UY 673:BN ' +
  '675:PG 679:FJ 687:NC 689:PF 852:HK 853:MO 855:KH 856:LA 880:BD 886:TW 960:MV 961:LB 962:JO 963:SY 964:IQ 965:KW 966:SA 967:YE ' +
  '968:OM 970:PS 971:AE 972:IL 973:BH 974:QA 975:BT 976:MN 977:NP 992:TJ 993:TM 994:AZ 995:GE 996:KG 998:UZ';
const BY_CODE = new Map(
  COUNTRIES.split(' ').map((entry) => {
    const [code, countries] = entry.split(':');
    return [code!, countries!.split(',')] as const;
  }),
);
const LONGEST_CODE = 3;

/** What is known of where somebody is. */
export interface Place {
  /** IANA; all in which they may be. */
  zones: readonly string[];
  /** As in the table of hours, such as ES; absent where it is not certain. */
  region?: string;
}

export const UNKNOWN_PLACE: Place = { zones: [] };

/** ISO 3166-1 alpha-2 of a number, E.164; empty where its code is not in the table. */
export function countriesOf(phone: string): readonly string[] {
  const digits = phone.replaceAll(/\D/g, '');
  for (let length = LONGEST_CODE; length > 0; length -= 1) {
    const found = BY_CODE.get(digits.slice(0, length));
    if (found) return found;
  }
  return [];
}

/** ECMA-402 has it since 2025; the types do not. */
type LocaleInfo = Intl.Locale & { getTimeZones(): readonly string[] | undefined };
const zonesOf = (region: string): readonly string[] =>
  (new Intl.Locale('und', { region }) as LocaleInfo).getTimeZones() ?? [];

const places = new Map<string, Place>();

/**
 * Where somebody with this number may be: their own zone is one of those of its country. Where the law differs by state the
 * strictest counts, for a number does not tell the state.
 */
export function placeOf(phone: string | undefined): Place {
  if (phone === undefined) return UNKNOWN_PLACE;
  const countries = countriesOf(phone);
  if (countries.length === 0) return UNKNOWN_PLACE;
  const key = countries.join();
  const known = places.get(key);
  if (known) return known;
  const zones = countries.flatMap(zonesOf);
  const region = countries.includes('US') ? US_SOMEWHERE : countries.length === 1 ? countries[0] : undefined;
  const place: Place = { zones, ...(region !== undefined && { region }) };
  places.set(key, place);
  return place;
}
