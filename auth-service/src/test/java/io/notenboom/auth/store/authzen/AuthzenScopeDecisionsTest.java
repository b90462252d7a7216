// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.authzen;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.notenboom.auth.token.scope.ScopeDecisions.Decision;
import io.notenboom.auth.token.scope.ScopeQuestion;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.json.StrictJson;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthzenScopeDecisionsTest {

    private static final ScopeQuestion QUESTION = new ScopeQuestion(
            new Did("did:web:b.example:iam:1"),
            Map.of("organization", Map.of("organization_name", TextNode.valueOf("Zorg"))),
            "wide",
            List.of("wide", "narrow"));

    @Test
    void asksAsNutsNodesAsk() {
        assertThat(AuthzenScopeDecisions.json(QUESTION).toString())
                .isEqualTo("{\"subject\":{\"type\":\"organization\",\"id\":\"did:web:b.example:iam:1\",\"properties\":"
                        + "{\"organization\":{\"organization_name\":\"Zorg\"}}},\"action\":{\"name\":\"request_scope\"},"
                        + "\"context\":{\"policy\":\"wide\"},\"evaluations\":[{\"resource\":{\"type\":\"scope\",\"id\":\"wide\"}},"
                        + "{\"resource\":{\"type\":\"scope\",\"id\":\"narrow\"}}]}");
    }

    @Test
    void readsOneDecisionForEachScopeInOrder() {
        assertThat(answered(
                        "{\"evaluations\":[{\"decision\":true},{\"decision\":false,\"context\":{\"reason\":\"no\"}}]}"))
                .isInstanceOfSatisfying(Decision.Decided.class, decided -> assertThat(decided.granted())
                        .containsExactly("wide"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"decision\":true}",
                "{\"evaluations\":[]}",
                "{\"evaluations\":[{\"decision\":true}]}",
                "{\"evaluations\":[{\"decision\":true},{\"decision\":\"true\"}]}",
                "{\"evaluations\":[{\"decision\":true},{}]}",
                "{\"evaluations\":[{\"decision\":true},{\"decision\":true},{\"decision\":true}]}"
            })
    void whatIsNotADecisionOnEachScopeIsNoDecision(String answer) {
        assertThat(answered(answer)).isInstanceOf(Decision.Unavailable.class);
    }

    @Test
    void aDecisionPointThatDoesNotAnswerIsNoDecision() {
        assertThat(new AuthzenScopeDecisions(question -> {
                            throw new DecisionPoint.Unavailable("away");
                        })
                        .decide(QUESTION))
                .isInstanceOf(Decision.Unavailable.class);
    }

    private static Decision answered(String answer) {
        return new AuthzenScopeDecisions(question -> StrictJson.parseObject(answer, 10_000)).decide(QUESTION);
    }
}
