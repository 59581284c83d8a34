/** /engage as one writes it from a guide: ask ASAPP for the stream's URL, connect the call to it. */
const axios = require('axios');

exports.handler = async (context, event, callback) => {
  const twiml = new Twilio.twiml.VoiceResponse();
  try {
    const response = await axios.get(
      `${context.ASAPP_API_HOST}/mg-genagent/v1/twilio-media-stream-url`,
      {
        headers: {
          'asapp-api-id': context.ASAPP_API_ID,
          'asapp-api-secret': context.ASAPP_API_SECRET,
        },
      },
    );
    const connect = twiml.connect({
      action: `https://${context.DOMAIN_NAME}/call-complete?callSid=${event.CallSid}`,
    });
    const stream = connect.stream({ url: response.data.streamingUrl });
    stream.parameter({ name: 'asapp_callTransferId', value: event.CallSid });
    stream.parameter({ name: 'asapp_externalConversationId', value: event.CallSid });
    if (event.taskName) stream.parameter({ name: 'taskName', value: event.taskName });
    if (event.customerId) stream.parameter({ name: 'customerId', value: event.customerId });
  } catch (error) {
    console.error(error.message);
    twiml.say('We have technical difficulties. Please call again later.');
  }
  callback(null, twiml);
};
