// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.testkit.http.HttpMessage;
import io.notenboom.testkit.http.Permits;
import io.notenboom.testkit.http.RecordingServer;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class UpdateJournalTest {

    private static final String TASK = "{\"resourceType\":\"Task\",\"id\":\"1\",\"status\":\"completed\"}";

    @TempDir
    Path folder;

    @Test
    void remembersWhatIsOutstandingForTheNextProcess() {
        UpdateJournal journal = new UpdateJournal(folder.resolve("new/updates"));
        journal.permitted("a");
        journal.permitted("b");
        journal.answered("b", 200);
        journal.permitted("c");
        journal.settled("c");
        journal.settled("never");

        assertThat(journal.size()).isEqualTo(2);
        UpdateJournal next = new UpdateJournal(folder.resolve("new/updates"));
        assertThat(next.takeLeft()).isEqualTo(Map.of("a", OptionalInt.empty(), "b", OptionalInt.of(200)));
        assertThat(next.takeLeft()).isEmpty();
    }

    @Test
    void withoutAFolderNothingIsRemembered() {
        UpdateJournal journal = new UpdateJournal(null);
        journal.permitted("a");
        journal.answered("a", 200);

        assertThat(journal.takeLeft()).isEmpty();
        assertThat(journal.size()).isZero();
    }

    @Test
    void aFolderThatCannotBeWrittenIsAnError() throws Exception {
        UpdateJournal journal = new UpdateJournal(folder.resolve("updates"));
        Files.delete(folder.resolve("updates"));

        assertThatThrownBy(() -> journal.permitted("a")).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void theNextProcessConfirmsWhatTheLastOneCouldNot() throws Exception {
        Path updates = Files.createDirectories(folder.resolve("updates"));
        Files.writeString(updates.resolve("d-9.update"), "200");
        Files.writeString(updates.resolve("d-unknown.update"), "");
        try (ProxyFixture fixture = new ProxyFixture(folder)) {
            HttpMessage confirmation = fixture.pdp.await(1).getFirst();
            assertThat(confirmation.target()).isEqualTo("/pdp/v1/decisions/d-9/confirmation");
            assertThat(confirmation.body()).isEqualTo("{\"status\":200}");
        }
        assertThat(updates.resolve("d-unknown.update")).exists();
    }

    @Test
    void anUpdateIsWrittenDownBeforeTheFhirServerSeesItAndForgottenWhenItIsConfirmed() throws Exception {
        try (ProxyFixture fixture = new ProxyFixture(folder)) {
            CompletableFuture<List<Path>> seen = new CompletableFuture<>();
            fixture.pdp.respondWith((request, answer) -> answer.write(
                    request.target().startsWith("/authz/")
                            ? Permits.of(request, "X-Decision-Id: d-1", "X-Obligation: confirm")
                            : RecordingServer.answer(204, List.of(), "")));
            fixture.backend.respondWith((request, answer) -> {
                try (var files = Files.list(fixture.updates)) {
                    seen.complete(files.toList());
                }
                answer.write(RecordingServer.answer(200, List.of(), ""));
            });
            assertThat(fixture.client.sendBody("PUT", "/fhir/Task/1", TASK).status())
                    .isEqualTo(200);
            assertThat(seen.get(5, TimeUnit.SECONDS)).containsExactly(fixture.updates.resolve("d-1.update"));
            assertThat(fixture.updates).isEmptyDirectory();
        }
    }

    @Test
    void anUpdateThatCannotBeWrittenDownIsNotMadeAndThePdpIsTold() throws Exception {
        try (ProxyFixture fixture = new ProxyFixture(folder)) {
            fixture.pdp.respondWith((request, answer) -> answer.write(
                    request.target().startsWith("/authz/")
                            ? Permits.of(request, "X-Decision-Id: d-1", "X-Obligation: confirm")
                            : RecordingServer.answer(204, List.of(), "")));
            Files.delete(fixture.updates);
            HttpMessage answer = fixture.client.sendBody("PUT", "/fhir/Task/1", TASK);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).contains("not_recorded");
            assertThat(fixture.backend.received()).isEmpty();
            HttpMessage confirmation = fixture.pdp.await(2).getLast();
            assertThat(confirmation.target()).isEqualTo("/pdp/v1/decisions/d-1/confirmation");
            assertThat(confirmation.body()).isEqualTo("{\"status\":503}");
        }
    }
}
