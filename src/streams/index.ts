import { account } from './account/product.js';
import { archive } from './archive/product.js';
import { audit } from './audit/product.js';
import { chat } from './chat/product.js';
import { contents } from './contents/product.js';
import { contactCenter } from './contact_center/product.js';
import { chatReports } from './chat_reports/product.js';
import { events } from './events/product.js';
import { meetings } from './meetings/product.js';
import { quality } from './quality/product.js';
import { phone } from './phone/product.js';
import { recordingAccess } from './recording_access/product.js';
import { recordings } from './recordings/product.js';
import { reports } from './reports/product.js';
import { revenueAccelerator } from './revenue_accelerator/product.js';
import { settings } from './settings/product.js';
import { summaries } from './summaries/product.js';
import { rooms } from './rooms/product.js';
import { usage } from './usage/product.js';
import { surveys } from './surveys/product.js';
import { users } from './users/product.js';
import { webinars } from './webinars/product.js';
import type { StreamDeclaration } from '../engine/declaration.js';
import type { Product } from './define-product.js';

export { meetingsOfHistory, recordingsOfAccount, roadFamilies } from './roads.js';
export type { RoadFamily, RoadSetting } from './roads.js';
export { loadSchema } from './schemas.js';
export { secretFields, secretParameters } from './secrets.js';

/** Every product, in the order in which settings, catalog and documentation show them. */
export const products: readonly Product[] = [
  users,
  meetings,
  webinars,
  reports,
  recordings,
  chat,
  account,
  audit,
  phone,
  contactCenter,
  revenueAccelerator,
  summaries,
  settings,
  usage,
  events,
  rooms,
  chatReports,
  archive,
  quality,
  surveys,
  recordingAccess,
  contents,
];

/** Every stream, in that order. */
export const streamDeclarations: readonly StreamDeclaration[] = products.flatMap(({ streams }) => streams);
