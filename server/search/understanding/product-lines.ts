/**
 * Names of product lines that everybody knows, with what they are. They speak for a product only when nothing else
 * says what it is; a query for one is not widened to its kind.
 */
const LINES: Readonly<Record<string, string>> = {
  laptop: 'macbook thinkpad elitebook probook ideapad zenbook vivobook zbook travelmate',
  tablet: 'ipad mediapad matepad',
  smartphone: 'iphone',
  desktop: 'imac thinkcentre optiplex prodesk elitedesk',
  printer: 'laserjet deskjet designjet ecotank pixma bizhub',
  multifunction: 'officejet',
  camera: 'eos powershot ixus coolpix lumix finepix exilim cybershot',
  headphones: 'airpods earpods',
  console: 'playstation xbox',
  ereader: 'kindle tolino kobo',
  tv: 'bravia',
};
const OF_LINE: ReadonlyMap<string, string> = new Map(
  Object.entries(LINES).flatMap(([kind, names]) => names.split(' ').map((name) => [name, kind] as const)),
);

/** Id of the concept that a product line is. @param word folded */
export const kindOfLine = (word: string): string | undefined => OF_LINE.get(word);
