/** /call-complete as one writes it from a guide: ask ASAPP what was decided, dial a person if need be. */
const axios = require('axios');

exports.handler = async (context, event, callback) => {
  try {
    const response = await axios.get(
      `${context.ASAPP_API_HOST}/generativeagent/v1/call-transfers/${event.CallSid}`,
      {
        headers: {
          'asapp-api-id': context.ASAPP_API_ID,
          'asapp-api-secret': context.ASAPP_API_SECRET,
        },
      },
    );
    const { outputContext = {} } = response.data;
    console.log(`call ${event.CallSid} ended: ${outputContext.transferType}`);
    if (outputContext.transferType === 'AGENT') {
      const twiml = new Twilio.twiml.VoiceResponse();
      twiml.dial(context.AGENT_DESTINATION);
      callback(null, twiml);
      return;
    }
    callback(null, 'OK');
  } catch (error) {
    console.error(error.message);
    callback(null, 'OK');
  }
};
