// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.auth.discovery.DiscoveryScene;
import io.notenboom.auth.discovery.DiscoveryServerException;
import io.notenboom.auth.store.memory.InMemoryParticipation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class ListRefreshTest {

    private static final Duration NOT_AT_ALL = Duration.ZERO;

    private final DiscoveryScene scene = new DiscoveryScene();
    private final Directory directory = new Directory(scene);
    private final InMemoryParticipation.Copies copies = new InMemoryParticipation.Copies();
    private final ListFollower follower = new ListFollower(directory, scene.rules, copies, scene.node.clock);
    private final Queue<Runnable> waiting = new ArrayDeque<>();

    private int shown() {
        return new DiscoverySearch(directory.definitions, copies, scene.node.clock)
                .search(DiscoveryScene.SERVICE, Map.of())
                .orElseThrow()
                .size();
    }

    private ListRefresh refresh(Executor executor) {
        return new ListRefresh(follower, executor, NOT_AT_ALL);
    }

    @Test
    void whatWasRegisteredIsFoundAtOnce() throws Exception {
        directory.register(scene.service, scene.presentation(scene.west));
        refresh(Runnable::run).changed(scene.service);
        assertThat(shown()).isEqualTo(1);
    }

    @Test
    void doesNotWaitLongAndChangesShareACopyThatIsToCome() throws Exception {
        ListRefresh refresh = refresh(waiting::add);
        directory.register(scene.service, scene.presentation(scene.west));
        refresh.changed(scene.service);
        directory.register(scene.service, scene.presentation(scene.south));
        refresh.changed(scene.service);
        assertThat(waiting).as("copies to be made").hasSize(1);
        waiting.remove().run();
        assertThat(shown()).isEqualTo(2);
        refresh.changed(scene.service);
        assertThat(waiting).as("a later change has a copy of its own").hasSize(1);
    }

    @Test
    void aServerThatIsAwayIsLeftToTheRegularCopy() {
        directory.fails = DiscoveryServerException.Reason.UNAVAILABLE;
        refresh(Runnable::run).changed(scene.service);
        assertThat(shown()).isZero();
    }
}
