// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortReservationsTest {

    @TempDir
    Path directory;

    @Test
    void neverHandsOutAPortTwice() {
        Set<Integer> ports = new HashSet<>();
        try (PortReservations one = new PortReservations(directory);
                PortReservations other = new PortReservations(directory)) {
            for (int count = 0; count < 100; count++) {
                assertThat(ports.add(one.reserve())).isTrue();
                assertThat(ports.add(other.reserve())).isTrue();
            }
        }
        assertThat(ports).allMatch(port -> port >= PortReservations.FIRST && port <= PortReservations.LAST);
    }
}
