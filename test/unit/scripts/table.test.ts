import { expect } from 'chai';
import { formatTable, number } from '../../../scripts/table.js';

describe('the demo: table', () => {
  it('aligns columns and sets the last row apart as the total', () => {
    const text = formatTable(
      [
        { title: 'Stream', align: 'left' },
        { title: 'n', align: 'right' },
      ],
      [
        ['users', '24'],
        ['meetings', number(1118)],
        ['2 streams', number(1142)],
      ],
    );
    expect(text.split('\n')).to.deep.equal([
      'Stream         n',
      '---------  -----',
      'users         24',
      'meetings   1,118',
      '---------  -----',
      '2 streams  1,142',
    ]);
  });
});
