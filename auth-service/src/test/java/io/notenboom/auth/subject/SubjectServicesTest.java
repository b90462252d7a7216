// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.subject;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.notenboom.auth.store.memory.InMemoryStores;
import io.notenboom.custody.InMemoryCustodian;
import io.notenboom.testkit.SettableClock;
import io.notenboom.trust.key.KeyPurpose;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubjectServicesTest {

    private static final SubjectId A = new SubjectId("a");
    private static final JsonNode ENDPOINT = TextNode.valueOf("https://fhir.node-b.test/r4");

    /** As Nuts nodes name this type and endpoint. */
    private static final String FRAGMENT = "ENRK23kKLQUhmYWDyudQnhjwL4eaR6QZh9o9hhLYRG3B";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T10:00:00Z"));
    private final InMemoryCustodian custodian = new InMemoryCustodian(clock);
    private final InMemoryStores.Subjects store = new InMemoryStores.Subjects();
    private final Subjects subjects = new Subjects(store, custodian, new PublicUrl("https://node.example"), clock);
    private final SubjectServices services = new SubjectServices(store, clock);

    @BeforeEach
    void create() {
        custodian.create(KeyPurpose.DID);
        assertThat(subjects.create(A)).isInstanceOf(CreateSubjectOutcome.Created.class);
    }

    @Test
    void idsAreThoseOfNutsNodes() {
        ObjectNode service = changed(services.add(A, "fhir", ENDPOINT)).getFirst();

        assertThat(service.path("id").asText()).isEqualTo(own().did() + "#" + FRAGMENT);
        assertThat(subjects.document(own()).toJson().at("/service/0")).isEqualTo(service);
        assertThat(changed(services.add(A, "fhir", ENDPOINT))).containsExactly(service);
        assertThat(listed()).containsExactly(service);
    }

    @Test
    void replacesAndRemovesAndRemembers() {
        ObjectNode before = changed(services.add(A, "fhir", ENDPOINT)).getFirst();
        Instant then = clock.instant();
        clock.advance(Duration.ofSeconds(1));
        ObjectNode after = changed(services.replace(A, FRAGMENT, "fhir", TextNode.valueOf("https://x.example")))
                .getFirst();

        assertThat(listed()).containsExactly(after);
        assertThat(after.get("id")).isNotEqualTo(before.get("id"));
        assertThat(services.remove(A, FRAGMENT)).isInstanceOf(ServiceOutcome.NoSuchService.class);
        String fragment =
                after.path("id").asText().substring(own().did().value().length() + 1);
        assertThat(changed(services.remove(A, fragment))).isEmpty();
        assertThat(listed()).isEmpty();
        assertThat(subjects.document(own()).toJson().has("service")).isFalse();
        assertThat(subjects.documentAt(own(), then).toJson().at("/service/0")).isEqualTo(before);
    }

    @Test
    void aDocumentListsThirtyTwo() {
        for (int index = 0; index < SubjectServices.MAX_SERVICES; index++) {
            assertThat(changed(services.add(A, "type" + index, ENDPOINT))).hasSize(1);
        }
        assertThat(services.add(A, "more", ENDPOINT)).isInstanceOf(ServiceOutcome.TooManyServices.class);
        assertThat(listed()).hasSize(SubjectServices.MAX_SERVICES);
    }

    @Test
    void namesWhatIsNotThere() {
        assertThat(services.list(new SubjectId("b"), _ -> true)).isEmpty();
        assertThat(services.add(new SubjectId("b"), "fhir", ENDPOINT)).isInstanceOf(ServiceOutcome.NoSuchSubject.class);
        assertThat(services.remove(A, "x")).isInstanceOf(ServiceOutcome.NoSuchService.class);
        assertThat(subjects.deactivate(A)).isPresent();
        assertThat(services.add(A, "fhir", ENDPOINT)).isInstanceOf(ServiceOutcome.Deactivated.class);
    }

    private List<ObjectNode> listed() {
        return services.list(A, _ -> true).orElseThrow();
    }

    private OwnDid own() {
        return subjects.find(A).orElseThrow().activeDids().getFirst();
    }

    private static List<ObjectNode> changed(ServiceOutcome outcome) {
        assertThat(outcome).isInstanceOf(ServiceOutcome.Changed.class);
        return ((ServiceOutcome.Changed) outcome).services();
    }
}
