/** The least that a function can do: an empty document, through the same runtime. */
exports.handler = (_context, _event, callback) => {
  callback(null, new Twilio.twiml.VoiceResponse());
};
