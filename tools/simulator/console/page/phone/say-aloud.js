/** Speaks what Twilio says to the caller, with a voice of the browser's, if it has one. */
export function sayAloud({ begins, to, details }) {
  const text = details?.text;
  if (begins !== 'words' || to !== 'caller' || typeof text !== 'string') return;
  speechSynthesis.speak(new SpeechSynthesisUtterance(text));
}
