import { chatMessages } from './chat-file.js';
import type { Decode, Decoder } from './content.js';
import { documentText } from './document.js';
import { OfficeReader } from './office.js';
import { segments } from './segments.js';
import { cues } from './vtt.js';

/** Every way in which bytes become rows, by the name that declarations give it. */
export function createDecode(): Decode {
  const office = new OfficeReader();
  const decoders: Readonly<Record<string, Decoder>> = {
    cues,
    'chat messages': chatMessages,
    segments,
    text: (file) => documentText(file, office),
  };
  return (name, file) => {
    const decoder = decoders[name];
    if (decoder === undefined) throw new Error(`no decoder ${name}`);
    return decoder(file);
  };
}
