// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.flow.Samples;
import io.notenboom.pdp.profile.ProfileReader;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.transfer.InMemoryTransferStore;
import io.notenboom.pdp.transfer.Inbox;
import io.notenboom.pdp.transfer.ReceivedNotification;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The Task changes, and the sender tells, while the receiver reads the Task as it was. */
class ToldWhileReadingTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Party SENDER = Party.ofDids(Set.of("did:web:sender.example:a"));
    private static final Optional<String> ORGANISATION = Optional.of("urn:oid:2.16.528.1");

    private final InMemoryTransferStore store = new InMemoryTransferStore();
    private final Inbox inbox = new Inbox(store, this::tick);
    private Instant now = Samples.NOW;
    private Runnable meanwhile = () -> {};

    private Instant tick() {
        now = now.plusSeconds(1);
        return now;
    }

    private final ReceiverSteps steps = new ReceiverSteps(
            store,
            (organisation, party) -> new SenderAddresses.Found.Known(
                    new SenderAddresses.Address("https://sender.example/oauth2/a", "https://sender.example/fhir")),
            new RemoteTasks() {
                @Override
                public Answer read(String subject, SenderAddresses.Address sender, String taskId) {
                    meanwhile.run();
                    return new Answer.Task(task());
                }

                @Override
                public Answer replace(String subject, SenderAddresses.Address sender, ObjectNode task) {
                    throw new AssertionError("nothing is changed");
                }
            },
            profile(),
            this::tick);

    private static ObjectNode task() {
        ObjectNode task = JSON.createObjectNode()
                .put("resourceType", "Task")
                .put("id", "7")
                .put("status", "requested");
        for (String reference : new String[] {
            "Composition/1", "https://sender.example/fhir/Composition/2", "https://x.example/Composition/3"
        }) {
            task.withArray("input").addObject().putObject("valueReference").put("reference", reference);
        }
        return task;
    }

    private static UseCaseProfile profile() {
        try (InputStream data = Objects.requireNonNull(
                ToldWhileReadingTest.class.getResourceAsStream("/profiles/seed/negotiation.json"))) {
            return ProfileReader.read(JSON.readTree(data));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void theChangeIsNotForgotten() {
        String id = inbox.take("b", SENDER, "7").id();
        meanwhile =
                () -> assertThat(inbox.take("b", SENDER, "7").times().count()).isEqualTo(2);
        assertThat(steps.read(id, ORGANISATION)).isInstanceOf(ReceiverSteps.Outcome.Done.class);
        ReceivedNotification received = store.findReceived(id).orElseThrow();
        assertThat(received.times().count()).isEqualTo(2);
        assertThat(received.followed().state()).isEqualTo("requested");
        assertThat(received.followed().before(received.times()))
                .as("changed since it was asked for")
                .isTrue();
        meanwhile = () -> {};
        assertThat(steps.read(id, ORGANISATION)).isInstanceOf(ReceiverSteps.Outcome.Done.class);
        received = store.findReceived(id).orElseThrow();
        assertThat(received.followed().before(received.times())).isFalse();
    }

    @Test
    void compositionsAreThoseOfTheSendersServer() {
        String id = inbox.take("b", SENDER, "7").id();
        assertThat(steps.read(id, ORGANISATION)).isInstanceOf(ReceiverSteps.Outcome.Done.class);
        assertThat(store.findReceived(id).orElseThrow().followed().compositions())
                .containsExactly("Composition/1", "Composition/2");
    }
}
