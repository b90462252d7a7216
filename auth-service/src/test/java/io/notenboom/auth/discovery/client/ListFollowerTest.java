// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.notenboom.auth.discovery.DiscoveryScene;
import io.notenboom.auth.discovery.DiscoveryServerException;
import io.notenboom.auth.discovery.DiscoveryServerException.Reason;
import io.notenboom.auth.discovery.EntryPage;
import io.notenboom.auth.discovery.RevocableCredentials;
import io.notenboom.auth.store.memory.InMemoryParticipation;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.trust.credential.CredentialStatusChecker;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.presentation.UnverifiedPresentation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ListFollowerTest {

    private static final String SERVICE = DiscoveryScene.SERVICE;

    private final DiscoveryScene scene = new DiscoveryScene();
    private final Directory directory = new Directory(scene);
    private final InMemoryParticipation.Copies copies = new InMemoryParticipation.Copies();
    private final ListFollower follower = new ListFollower(directory, scene.rules, copies, scene.node.clock);
    private final DiscoverySearch search = new DiscoverySearch(directory.definitions, copies, scene.node.clock);

    private List<Did> shown() {
        return search.search(SERVICE, Map.of()).orElseThrow().stream()
                .map(Found::signer)
                .toList();
    }

    private String register(OwnDid holder) throws Exception {
        String text = scene.presentation(holder);
        directory.register(scene.service, text);
        return String.valueOf(UnverifiedPresentation.parse(text).content().id());
    }

    @Test
    @DisplayName("discovery: timestamp delta")
    void copiesWhatIsNewSinceTheLastTimestamp() throws Exception {
        assertThat(follower.follow(scene.service)).isZero();
        register(scene.west);
        assertThat(follower.follow(scene.service)).isEqualTo(1);
        assertThat(shown()).containsExactly(scene.west.did());
        register(scene.south);
        assertThat(follower.follow(scene.service)).isEqualTo(2);
        assertThat(shown()).containsExactly(scene.west.did(), scene.south.did());
        assertThat(copies.cursor(SERVICE).timestamp()).isEqualTo(2);
    }

    @Test
    @DisplayName("discovery: replacement")
    void aReplacementTakesThePlaceOfTheOlderOne() throws Exception {
        register(scene.west);
        follower.follow(scene.service);
        String second = register(scene.west);
        follower.follow(scene.service);
        assertThat(search.search(SERVICE, Map.of()).orElseThrow())
                .extracting(Found::id)
                .containsExactly(second);
        assertThat(copies.entries(SERVICE)).hasSize(1);
    }

    @Test
    @DisplayName("discovery: retraction (retract_jti)")
    void aRetractedEntryIsNotShown() throws Exception {
        String id = register(scene.west);
        follower.follow(scene.service);
        directory.register(scene.service, scene.retraction(scene.west, id, claims -> {}));
        follower.follow(scene.service);
        assertThat(shown()).isEmpty();
    }

    @Test
    @DisplayName("discovery: seed change")
    void anotherSeedMeansStartingAgain() throws Exception {
        register(scene.west);
        register(scene.south);
        follower.follow(scene.service);
        directory.loseList();
        register(scene.south);
        follower.follow(scene.service);
        assertThat(shown()).containsExactly(scene.south.did());
        assertThat(copies.cursor(SERVICE).timestamp()).isEqualTo(1);
        directory.loseList();
        follower.follow(scene.service);
        assertThat(shown()).isEmpty();
    }

    @Test
    void aListThatWentBackIsCopiedFromTheStart() throws Exception {
        register(scene.west);
        register(scene.south);
        follower.follow(scene.service);
        EntryPage all = directory.all();
        directory.says = new EntryPage(
                all.seed(),
                1,
                new TreeMap<>(Map.of(1L, String.valueOf(all.entries().get(1L)))));
        follower.follow(scene.service);
        assertThat(shown()).containsExactly(scene.west.did());
    }

    @Test
    void whatIsForgedIsNotShownAndPushesNobodyOut() throws Exception {
        register(scene.west);
        follower.follow(scene.service);
        String good = scene.presentation(scene.west);
        String other = scene.presentation(scene.west);
        String forged = good.substring(0, good.lastIndexOf('.')) + other.substring(other.lastIndexOf('.'));
        directory.says = new EntryPage(
                directory.all().seed(),
                4,
                new TreeMap<>(Map.of(
                        2L,
                        forged,
                        3L,
                        "onzin",
                        4L,
                        scene.presentation(scene.south, scene.credentials(scene.west), claims -> {}))));
        follower.follow(scene.service);
        assertThat(shown()).containsExactly(scene.west.did());
        assertThat(copies.entries(SERVICE)).hasSize(1);
    }

    @Test
    void aRevokedOneIsRemovedAndOneThatCannotBeCheckedStays() throws Exception {
        String text = scene.presentation(
                scene.west,
                List.of(RevocableCredentials.organisation(scene, scene.west), scene.registration(scene.west)),
                claims -> {});
        directory.register(scene.service, text);
        scene.status = CredentialStatusChecker.Outcome.UNKNOWN;
        follower.follow(scene.service);
        assertThat(shown()).as("nobody is shown unchecked").isEmpty();
        scene.status = CredentialStatusChecker.Outcome.VALID;
        follower.follow(scene.service);
        assertThat(shown()).containsExactly(scene.west.did());
        scene.status = CredentialStatusChecker.Outcome.UNKNOWN;
        follower.follow(scene.service);
        assertThat(shown()).containsExactly(scene.west.did());
        scene.status = CredentialStatusChecker.Outcome.REVOKED;
        follower.follow(scene.service);
        assertThat(shown()).isEmpty();
        assertThat(copies.entries(SERVICE)).isEmpty();
    }

    @Test
    void anExpiredOneIsNotShownAndRemovedEvenWhileTheServerIsAway() throws Exception {
        register(scene.west);
        follower.follow(scene.service);
        scene.node.clock.advance(Duration.ofMinutes(30));
        assertThat(shown()).isEmpty();
        directory.fails = Reason.UNAVAILABLE;
        assertThatExceptionOfType(DiscoveryServerException.class).isThrownBy(() -> follower.follow(scene.service));
        assertThat(copies.entries(SERVICE)).isEmpty();
    }
}
