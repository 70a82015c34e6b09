import type { SiteRoutes } from '../site-routes.js';
import type { Proposer } from './proposer.js';

/** Name under which routes stand among the candidates. */
export const ROUTE_PROPOSER = 'route';

/** The next step of a known way to what the goal names; nothing where no map knows one. */
export function createRouteProposer(routes: SiteRoutes): Proposer {
  return {
    name: ROUTE_PROPOSER,
    advice: 'gives',
    propose: ({ observation, history }) => {
      const route = routes.next(observation, history);
      return Promise.resolve(route ? [{ action: route.action, prior: route.prior }] : []);
    },
  };
}
