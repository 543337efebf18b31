import { expect } from 'chai';
import { drawing } from '../../../scripts/svg-terminal.js';
import { Terminal } from '../../support/terminal.js';

describe('the picture of a terminal', () => {
  it('has each stretch of a line at its place, in its colour', () => {
    const terminal = new Terminal({ columns: 40, rows: 5 });
    terminal.write('a < b  \u001b[32mdone\u001b[0m\n');
    const picture = drawing(terminal.cells, 40);
    expect(picture).to.contain('<text x="16.0" y="30" textLength="42.0">a &lt; b</text>');
    expect(picture).to.contain('<text x="74.8" y="30" textLength="33.6" fill="#98c379">done</text>');
  });
});
