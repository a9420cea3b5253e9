// The question read aloud, then its answers one after the other.

function soundsInTurn(item, language) {
  const sounds = (item.audio || {})[language] || {};
  const codes = item.options.map((option) => String(option.code));
  return ["item"]
    .concat(codes)
    .filter((part) => sounds[part])
    .map((part) => ({ part, url: sounds[part] }));
}

export function canBeHeard(item, language) {
  return soundsInTurn(item, language).length > 0;
}

export class Listening {
  // `marked(part)` says what is being read: "item", a code, or nothing at the end.
  constructor(marked) {
    this.marked = marked;
    this.playing = null;
  }

  start(item, language) {
    this.stop();
    this.next(soundsInTurn(item, language), 0);
  }

  next(sounds, at) {
    if (at >= sounds.length) {
      this.stop();
      return;
    }
    const sound = new Audio(sounds[at].url);
    this.playing = sound;
    this.marked(sounds[at].part);
    const onward = () => this.playing === sound && this.next(sounds, at + 1);
    sound.addEventListener("ended", onward);
    sound.addEventListener("error", onward);
    sound.play().catch(onward);
  }

  stop() {
    if (!this.playing) return;
    this.playing.pause();
    this.playing = null;
    this.marked(null);
  }
}
