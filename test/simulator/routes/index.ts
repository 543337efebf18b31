import type { Products } from '../derived/data.js';
import { derivedRoutes } from '../derived/routes.js';
import { chatRoutes } from './chat.js';
import { meetingRoutes } from './meetings.js';
import { pastRoutes } from './past.js';
import { recordingRoutes } from './recordings.js';
import { reportRoutes } from './reports.js';
import { routeOf } from './route.js';
import type { Route } from './route.js';
import { userRoutes } from './users.js';

const written = [
  ...userRoutes,
  ...meetingRoutes,
  ...pastRoutes,
  ...reportRoutes,
  ...recordingRoutes,
  ...chatRoutes,
].map(routeOf);

export function routesOf(products: Products): readonly Route[] {
  return [...written, ...derivedRoutes(products)];
}
