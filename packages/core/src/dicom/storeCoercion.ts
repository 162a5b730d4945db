/**
 * What a store may change in an object without making it another one. A PACS corrects who the patient is and how the
 * study is called (coercion, PS3.4 section B.4.1 and PS3.18 section 10.5); it adds what it knows itself. Which
 * attributes that are is left open by the standard; this list is ours. Paths are those of a Difference.
 */

/** Patient, study and visit, by group or by attribute. Study Instance UID is not among them: it says where to look. */
const whoAndWhere =
  /^(0010|0032|0038)....|^(00080020|00080030|00080050|00080051|00080080|00080081|00080082|00080090|00080092|00080094|00080096|00080201|00081010|00081030|00081032|00081040|00081048|00081049|00081060|00081062|00081080|00081084|00081110|00200010|00400275)/;

/** Original Attributes and digital signatures, instance creation, availability, retrieve AE title. */
const ofTheStore = /^(0400....|00080012|00080013|00080014|00080054|00080056|00080015)/;

/** Many archives leave out private attributes; what ours hold beside the standard ones is for opening a result again. */
export const isPrivate = (path: string): boolean => /^...[13579BDF]....$/.test(path);

const withSyntax = new Set(['00280004', '00280006']);

/**
 * Instance creation, series, content and acquisition time with their time zone, performed procedure step, and in a report
 * the times of verification, observation and participation, in a structure set its own.
 */
const timesOfSaving = new Set([
  '00080012',
  '00080013',
  '00080021',
  '00080023',
  '0008002A',
  '00080031',
  '00080033',
  '00080201',
  '00400244',
  '00400245',
  '0040A030',
  '0040A032',
  '0040A082',
  '30060008',
  '30060009',
]);

/** Series description and number of an object, and the study, which a merge of studies changes wherever it is named. */
export const namesWhere = (path: string): boolean =>
  path === '0008103E' || path === '00200011' || path.slice(-8) === '0020000D';

export const mayChange = (path: string): boolean => whoAndWhere.test(path);

export const mayAdd = (path: string): boolean => mayChange(path) || ofTheStore.test(path) || isPrivate(path);

/** Photometric interpretation and planar configuration follow the compression. */
export const mayChangeWithSyntax = (path: string): boolean => withSyntax.has(path);

/** Two savings of the same content differ in nothing else. */
export const tellsWhenSaved = (path: string): boolean => timesOfSaving.has(path.slice(-8));
