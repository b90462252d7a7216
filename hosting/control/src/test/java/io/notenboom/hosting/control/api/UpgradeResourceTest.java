// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.hosting.control.Specs;
import io.notenboom.hosting.control.StandInBackend;
import io.notenboom.hosting.control.fleet.Fleet;
import io.notenboom.hosting.control.fleet.Upgrades;
import io.notenboom.hosting.control.state.CustomerRecord;
import io.notenboom.hosting.control.state.Customers;
import io.notenboom.hosting.control.state.RecordFiles;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpgradeResourceTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final Upgrades upgrades;

    UpgradeResourceTest(@TempDir Path folder) {
        Customers customers = new Customers(new RecordFiles(folder.resolve("customers")));
        assertThat(customers.add(CustomerRecord.of(Specs.of("cust01"), NOW))).isTrue();
        Fleet fleet = new Fleet(customers, new StandInBackend(), InstantSource.fixed(NOW), unused -> {});
        this.upgrades = new Upgrades(new RecordFiles(folder.resolve("upgrades")), fleet, InstantSource.fixed(NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"network\":5", "\"plan\":null", "\"q\":[\"c\"]", "\"fromVersion\":1.4", "\"phase\":\"\""})
    void aFilterThatIsNoTextIsRefusedAndNotLeftOut(String filter) {
        UpgradeResource resource = new UpgradeResource(upgrades, new Caller());
        byte[] body = ("{\"version\":\"1.5.0\"," + filter + "}").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> resource.begin(false, body).close()).isInstanceOf(ProblemException.class);
        assertThat(upgrades.all()).isEmpty();
    }
}
