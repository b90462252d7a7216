// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import io.notenboom.pdp.peer.AuthorizedCalls;
import io.notenboom.pdp.peer.JsonCalls;
import io.notenboom.pdp.peer.OutboundCalls;
import io.notenboom.pdp.receiver.Receiver;
import io.notenboom.pdp.transfer.NotificationSender.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Both forms of a notification, with a token of the right scope and a proof for the very request. */
class NotificationSendersTest {

    private static final Receiver RECEIVER = new Receiver(
            "urn:oid:2.16.528.1",
            Set.of("did:web:receiver.example:b"),
            "https://receiver.example/oauth2/b",
            "https://receiver.example/notification");

    private final List<String> asked = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();
    private JsonCalls.Answer wallet = token();
    private JsonCalls.Answer answer = new JsonCalls.Answer.Ok(NullNode.getInstance());
    private final AuthorizedCalls calls = new AuthorizedCalls(new Wallet(), new Outside());

    private static JsonCalls.Answer token() {
        return new JsonCalls.Answer.Ok(JsonNodeFactory.instance
                .objectNode()
                .put("access_token", "secret")
                .put("token_type", "DPoP")
                .put("dpop_kid", "did:web:s#1"));
    }

    private final class Wallet implements JsonCalls {

        @Override
        public Answer get(String path) {
            throw new AssertionError("nothing is read");
        }

        @Override
        public Answer post(String path, JsonNode body) {
            asked.add(path + " " + body.path("scope").asText()
                    + body.path("htm").asText() + " " + body.path("htu").asText());
            return path.contains("/dpop/")
                    ? new Answer.Ok(JsonNodeFactory.instance.objectNode().put("dpop", "proof"))
                    : wallet;
        }

        @Override
        public Answer postForm(String path, Map<String, String> form) {
            throw new AssertionError("no form is sent");
        }
    }

    private final class Outside implements OutboundCalls {

        @Override
        public JsonCalls.Answer getJson(String url) {
            throw new AssertionError("nothing is read");
        }

        @Override
        public JsonCalls.Answer postEmpty(String url, Map<String, String> headers) {
            sent.add("POST " + url + " " + headers.get("Authorization") + " " + headers.get("DPoP"));
            return answer;
        }

        @Override
        public JsonCalls.Answer exchange(String method, String url, Map<String, String> headers, @Nullable Body body) {
            sent.add(method + " " + url + " " + headers.get("Authorization") + " " + headers.get("DPoP") + " "
                    + (body == null ? "" : body.contentType() + " " + body.content()));
            return answer;
        }
    }

    @Test
    void theBoltsIsEmptyAndGoesToTheIdOfTheTask() {
        Delivery delivery = new BoltNotificationSender(calls, "eOverdracht-receiver").send("a", RECEIVER, "7");
        assertThat(delivery).isInstanceOf(Delivery.Delivered.class);
        assertThat(sent).containsExactly("POST https://receiver.example/notification/7 DPoP secret proof");
        assertThat(asked)
                .containsExactly(
                        "/internal/auth/v2/a/request-service-access-token eOverdracht-receiver ",
                        "/internal/auth/v2/dpop/did%3Aweb%3As%231 POST https://receiver.example/notification/7");
    }

    @Test
    void thatOfTwiinIsATaskBasedOnTheTask() {
        Delivery delivery = new TaNotificationSender(calls, "https://sender.example/fhir").send("a", RECEIVER, "7");
        assertThat(delivery).isInstanceOf(Delivery.Delivered.class);
        assertThat(asked.getFirst()).contains("ta-np-notification");
        assertThat(sent)
                .singleElement()
                .asString()
                .startsWith("POST https://receiver.example/notification/Task DPoP secret proof application/fhir+json")
                .contains("pull-notification", "https://sender.example/fhir/Task/7")
                .doesNotContain("Patient");
    }

    @Test
    void whatFailsIsToldWithoutWhatTheOtherSideWrote() {
        BoltNotificationSender sender = new BoltNotificationSender(calls, "eOverdracht-receiver");
        answer = new JsonCalls.Answer.Refused(503);
        assertThat(sender.send("a", RECEIVER, "7")).isEqualTo(new Delivery.Failed("The receiver answered status 503."));
        answer = new JsonCalls.Answer.Unreachable();
        assertThat(sender.send("a", RECEIVER, "7")).isEqualTo(new Delivery.Failed("The other side cannot be reached."));
        wallet = new JsonCalls.Answer.Unreachable();
        assertThat(sender.send("a", RECEIVER, "7")).isEqualTo(new Delivery.Failed("The wallet cannot be reached."));
        wallet = new JsonCalls.Answer.Refused(401);
        assertThat(sender.send("a", RECEIVER, "7")).isInstanceOf(Delivery.Failed.class);
        assertThat(sent).hasSize(2);
    }
}
