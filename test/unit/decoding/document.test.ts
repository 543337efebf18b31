import { expect } from 'chai';
import { archive, bomb, openDocument, pdf, wordDocument } from '../../simulator/contents/documents.js';
import { rowsOf } from './support.js';

async function textOf(bytes: Uint8Array, said: Parameters<typeof rowsOf>[2] = {}): Promise<unknown> {
  const rows = await rowsOf('text', bytes, said);
  return typeof rows === 'string' ? rows : [rows[0]?.['encoding'], rows[0]?.['text']];
}

const umlauts = 'Äpfel für die Straße, dreißig Stück, größer als üblich; Müller übernimmt die Prüfung';

describe('the text of a document', function () {
  this.timeout(60_000);

  const encodings: readonly (readonly [encoding: string, bytes: Uint8Array, text: string])[] = [
    ['utf-8', Buffer.from(`${umlauts} ✨`), `${umlauts} ✨`],
    ['utf-8', Buffer.from(`\uFEFF${umlauts}`), umlauts],
    ['utf-16le', Buffer.from(`\uFEFF${umlauts}`, 'utf16le'), umlauts],
    ['utf-16be', Buffer.from(`\uFEFF${umlauts}`, 'utf16le').swap16(), umlauts],
    ['utf-16le', Buffer.from(umlauts, 'utf16le'), umlauts],
    ['windows-1252', Buffer.from(umlauts, 'latin1'), umlauts],
  ];
  for (const [index, [encoding, bytes, text]] of encodings.entries()) {
    it(`is found whatever its encoding: ${encoding}, ${index + 1}`, async () => {
      expect(await textOf(bytes)).to.deep.equal([encoding, text]);
    });
  }

  it('is found in office documents and PDF', async () => {
    expect(await textOf(wordDocument(['One & two', '✨']))).to.deep.equal([null, 'One & two\n✨']);
    expect(await textOf(openDocument(['One']))).to.deep.equal([null, 'One']);
    expect(await textOf(pdf('One line'))).to.deep.equal([null, '\nOne line']);
  });

  it('is none where there is none, and says why', async () => {
    expect(await textOf(archive())).to.equal('unknown_type: it is an archive, and no office document');
    expect(await textOf(Buffer.from('PK\u0003\u0004 and no more'))).to.match(
      /^unreadable: it is an archive that is damaged/,
    );
    expect(await textOf(Buffer.from('%PDF-1.4\nno more'))).to.match(
      /^unreadable: the document cannot be read/,
    );
    expect(await textOf(Buffer.from('89504e470d0a1a0a0000000d494844520000', 'hex'))).to.match(
      /^unknown_type: /,
    );
  });

  it('is not looked for in what unpacks to more than the machine should hold', async () => {
    const packed = bomb(110);
    expect(packed.length).to.be.lessThan(1_000_000);
    expect(await textOf(packed)).to.match(/^too_large: it unpacks to more than/);
  });

  it('is not a page that came in its place', async () => {
    const page = Buffer.from('<html>Sign in</html>');
    const type = 'text/html; charset=utf-8';
    expect(await textOf(page, { type, name: 'offer.docx' })).to.equal(
      'unreadable: a web page came in its place',
    );
    expect(await textOf(page, { type, name: 'offer.html' })).to.deep.equal(['utf-8', '<html>Sign in</html>']);
  });

  it('comes after one that cannot be read', async () => {
    const [broken, whole] = await Promise.all([
      textOf(Buffer.from('%PDF-1.4\nno more')),
      textOf(wordDocument(['Whole'])),
    ]);
    expect(broken).to.be.a('string');
    expect(whole).to.deep.equal([null, 'Whole']);
  });
});
