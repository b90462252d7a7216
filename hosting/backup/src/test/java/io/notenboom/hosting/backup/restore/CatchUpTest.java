// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.hosting.backup.BackupException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node whose backup has no stream of its own: it may have begun one since. */
class CatchUpTest {

    private final List<String> progress = new ArrayList<>();
    private StandInServices standIn;
    private NodeServices services;

    @BeforeEach
    void aRegistryWithoutOwnStreams() throws IOException {
        standIn = new StandInServices();
        standIn.standings.add("");
        services = standIn.services();
    }

    @AfterEach
    void stop() {
        services.close();
        standIn.close();
    }

    private String await(int peers) {
        return new CatchUp(
                        services, InstantSource.system(), Duration.ofMillis(300), Duration.ofMillis(20), progress::add)
                .await(peers);
    }

    @Test
    void peersThatAnsweredAreNotEnoughUntilItHoldsWhatTheyHold() {
        standIn.inStep = false;
        assertThatThrownBy(() -> await(2))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("does not hold what its peers hold yet");
        standIn.inStep = true;
        assertThat(await(2)).startsWith("0 own streams");
        assertThatThrownBy(() -> await(3)).hasMessageContaining("of 3 peers 2 answered so far");
    }

    @Test
    void aStreamThatPeersBringMeanwhileIsComparedAsAnyOther() {
        standIn.inStep = false;
        standIn.standings.add(StandInServices.standing(0, 1));
        standIn.standings.add(StandInServices.standing(2, 0));
        assertThat(await(2)).startsWith("1 own streams");
        assertThat(progress).anyMatch(line -> line.contains("1 peers have more of it"));
    }
}
