// Something that isn't understood becomes a question to the programme team, and the answer comes back to the chat.
import { together } from "./window.mjs";

const QUESTION = "May a freelancer see the names of our customers?";

await together(async ({ rita, faye }) => {
  await faye.sees("Faye Finance");
  await rita.sees("Rita Requester");
  await rita.say("are rush fees a thing with these folks");
  await (await rita.sees("I didn’t get that", "Ask the programme team")).press("Ask the programme team");
  const form = await rita.sees("Your question", "Send the question");
  await form.fill("Your question", QUESTION);
  await form.press("Send the question");
  await rita.sees("Your question is with the programme team", QUESTION);

  const asked = await faye.sees("Rita Requester asks the programme team", QUESTION);
  await asked.fill("Your answer", "Only with a contract that covers personal data.");
  await asked.press("Answer");
  await faye.page.getByText("Rita Requester has your answer").first().waitFor();
  await rita.sees("Faye Finance answered your question", QUESTION, "Only with a contract");
});
