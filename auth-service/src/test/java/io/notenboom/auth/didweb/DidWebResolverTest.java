// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.didweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.auth.fakes.TestNode;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidDocument;
import io.notenboom.trust.did.DidResolutionException;
import io.notenboom.trust.did.DidResolutionException.Reason;
import io.notenboom.trust.json.StrictJson;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DidWebResolverTest {

    private static final Did OTHER = new Did("did:web:other.example:iam:1");

    private final TestNode node = new TestNode();
    private final List<URI> fetched = new ArrayList<>();
    private @Nullable Reason failure;
    private final DidWebResolver resolver = new DidWebResolver(node.subjects, node.publicUrl, this::fetch, node.clock);

    @Test
    void takesOwnDocumentsFromTheStore() throws Exception {
        Did own = node.subject("a");

        DidDocument document = resolver.resolve(own);

        assertThat(document.id()).isEqualTo(own);
        assertThat(document.verificationMethods()).hasSize(1);
        assertThat(node.subjects.deactivate(new SubjectId("a"))).isPresent();
        assertRefused(own, Reason.DEACTIVATED);
        assertRefused(new Did("did:web:node.example%3A8443:iam:unknown"), Reason.NOT_FOUND);
        assertThat(fetched).isEmpty();
    }

    @Test
    void fetchesAgainAfterFiveMinutesAndServesAStaleCopyForAnHour() throws Exception {
        assertThat(resolver.resolve(OTHER).id()).isEqualTo(OTHER);
        assertThat(resolver.resolve(OTHER).id()).isEqualTo(OTHER);
        assertThat(fetched).containsExactly(URI.create("https://other.example/iam/1/did.json"));

        node.clock.advance(Duration.ofMinutes(5));
        failure = Reason.UNAVAILABLE;
        assertThat(resolver.resolve(OTHER).id()).isEqualTo(OTHER);
        assertThat(fetched).hasSize(2);

        node.clock.advance(Duration.ofMinutes(55));
        assertRefused(OTHER, Reason.UNAVAILABLE);
    }

    @Test
    void forgetsTheCopyWhenTheHostSaysThatThereIsNoSuchDid() throws Exception {
        assertThat(resolver.resolve(OTHER).id()).isEqualTo(OTHER);
        node.clock.advance(Duration.ofMinutes(5));
        failure = Reason.NOT_FOUND;
        assertRefused(OTHER, Reason.NOT_FOUND);
        node.clock.advance(Duration.ofSeconds(10));
        failure = Reason.UNAVAILABLE;
        assertRefused(OTHER, Reason.UNAVAILABLE);
    }

    @Test
    void remembersAFailureForTenSeconds() {
        failure = Reason.UNAVAILABLE;
        assertRefused(OTHER, Reason.UNAVAILABLE);
        assertRefused(OTHER, Reason.UNAVAILABLE);
        assertThat(fetched).hasSize(1);
        node.clock.advance(Duration.ofSeconds(10));
        assertRefused(OTHER, Reason.UNAVAILABLE);
        assertThat(fetched).hasSize(2);
    }

    private void assertRefused(Did did, Reason reason) {
        assertThatThrownBy(() -> resolver.resolve(did))
                .isInstanceOfSatisfying(DidResolutionException.class, refused -> assertThat(refused.reason())
                        .isEqualTo(reason));
    }

    private byte[] fetch(URI url) throws DidResolutionException {
        fetched.add(url);
        if (failure != null) {
            throw new DidResolutionException(failure);
        }
        return StrictJson.write(
                new DidDocument(OTHER, List.of(), java.util.Map.of()).toJson().put("controller", OTHER.value()));
    }
}
