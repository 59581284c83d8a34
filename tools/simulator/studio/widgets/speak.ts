import { twiml } from 'twilio';
import type { WidgetKind } from './kind';

export const sayPlay: WidgetKind<'say-play'> = {
  comesBackWith: 'audioComplete',
  enter({ properties }, { render, webhook }) {
    const { say, play, digits, loop, voice, language } = properties;
    const response = new twiml.VoiceResponse();
    const spoken = {
      ...(loop !== undefined && { loop }),
      ...(voice && { voice }),
      ...(language && { language }),
    };
    // Safe: the library's types list the voices of its release; Twilio's own list is open.
    if (say !== undefined) response.say(spoken as { loop?: number }, render(say));
    else if (play !== undefined) response.play({ loop: loop ?? 1 }, render(play));
    else response.play({ digits: render(digits ?? '') });
    response.redirect(webhook('audioComplete'));
    return { twiml: response.toString() };
  },
  leave: () => 'audioComplete',
};
