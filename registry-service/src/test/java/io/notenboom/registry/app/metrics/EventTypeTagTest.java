// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.registry.event.ContractApproval;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventTypeTagTest {

    @Test
    void knownTypesHaveATagOfTheirOwnAndAllOthersShareOne() {
        ContractApproval approval = new ContractApproval(UUID.randomUUID());
        assertThat(EventTypeTag.of(approval)).isEqualTo(approval.type()).isEqualTo("ContractApproval");
        assertThat(EventTypeTag.of("VendorRegistration")).isEqualTo("VendorRegistration");
        assertThat(EventTypeTag.of("NotUnderstood")).isEqualTo("other");
        assertThat(EventTypeTag.of("x".repeat(64))).isEqualTo("other");
    }
}
