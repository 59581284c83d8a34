/** /call-transfer-state as one writes it from a guide: hand ASAPP's answer to the flow. */
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
    callback(null, response.data);
  } catch (error) {
    console.error(error.message);
    callback(error);
  }
};
