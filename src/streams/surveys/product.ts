import { defineProduct } from '../define-product.js';
import { facts } from './facts.js';
import { refusals } from './refusals.js';
import { reportedAnswers, zoomSurveys } from './surveys.js';

export const surveys = defineProduct({
  name: 'surveys',
  title: 'Surveys and answers',
  prerequisite:
    'Reports of answers need the plan Pro or a higher one, and those of webinars the webinar add-on.',
  isOptIn: true,
  rolePermissions: ['Usage reports (view)'],
  facts,
  refusals,
  streams: [...reportedAnswers, ...zoomSurveys],
});
