// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.decision.Decision;
import io.notenboom.pdp.decision.DecisionEngine;
import io.notenboom.pdp.decision.FlowsOutcome;
import io.notenboom.pdp.decision.Question;
import io.notenboom.pdp.decision.TokenOutcome;
import io.notenboom.pdp.opa.RulesBundle;
import io.notenboom.pdp.opa.RulesInput;
import io.notenboom.pdp.opa.RulesQuestion;
import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.request.RequestGrammar;
import io.notenboom.trust.json.StrictJson;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A question of a case, with all that it is made of.
 *
 * @param fixed what introspection says, when that is not the token of the case
 */
record Asked(QuestionOfCase of, @Nullable TokenOutcome fixed, FlowsOutcome flows, UseCaseProfile profile, Instant now) {

    Question question() {
        return of.ask(fixed, flows, profile, now);
    }

    /** The same for the rules in Rego. */
    RulesQuestion forRules(String id) {
        RequestGrammar grammar = of.grammar();
        ObjectNode input = RulesInput.request(of.raw(), grammar);
        ObjectNode pep = input.withObject("/pep").put("subject", of.subject());
        texts(pep, "issuers", of.tenant());
        texts(pep, "audiences", of.tenant());
        input.put("now", now.toString()).put("profile", profile.name());
        input.put("proof", of.proof().wireName());
        token(input);
        ObjectNode asked = StrictJson.newObject().put("id", id).put("rule", "decision");
        asked.set("input", input);
        asked.set("profiles", RulesBundle.profiles(new ProfileCatalogue(List.of(profile))));
        switch (flows) {
            case FlowsOutcome.Known known -> asked.set("flows", RulesBundle.flows(known.flows()));
            case FlowsOutcome.Unavailable unavailable -> asked.put("flows", "unavailable");
        }
        Decision decision = DecisionEngine.decide(question());
        return new RulesQuestion(id, asked, RulesQuestion.inWords(decision));
    }

    private static void texts(ObjectNode pep, String member, JsonNode tenant) {
        var list = pep.putArray(member);
        new TreeSet<>(Case.texts(tenant.path(member))).forEach(list::add);
    }

    private void token(ObjectNode input) {
        switch (fixed) {
            case TokenOutcome.Unavailable unavailable -> input.put("token", "unavailable");
            case TokenOutcome.Inactive inactive -> input.putObject("token").put("active", false);
            case TokenOutcome.Active active -> throw new CaseFormatException("no case fixes an active token");
            case TokenOutcome.NotAsked notAsked -> {}
            case null -> of.introspection().ifPresent(answer -> input.set("token", answer));
        }
    }
}
