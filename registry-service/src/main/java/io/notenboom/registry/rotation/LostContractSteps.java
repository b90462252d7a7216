// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rotation;

import io.notenboom.trust.rotation.RotatedKey;
import io.notenboom.trust.rotation.Rotation;
import io.notenboom.trust.rotation.RotationPreview;
import io.notenboom.trust.rotation.RotationState;
import io.notenboom.trust.rotation.RotationStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What taking out a contract's key would do, which is less than what it does with other keys. */
final class LostContractSteps {

    private LostContractSteps() {}

    static List<RotationStep> of(Rotation rotation, RotatedKey lost, Instant now) {
        List<RotationStep> steps = new ArrayList<>();
        steps.add(new RotationStep(
                now,
                lost.id(),
                RotationState.COMPROMISED,
                "this node signs nothing with it any more; others go on to accept what it signs"));
        if (lost.state() == RotationState.ACTIVE) {
            steps.add(new RotationStep(
                    now,
                    RotationPreview.NEXT,
                    RotationState.ACTIVE,
                    "another contract with the same wish is proposed and approved, and endpoints are signed with it"));
        }
        steps.add(new RotationStep(
                Instant.MAX,
                lost.id(),
                RotationState.COMPROMISED,
                "when the Foundation has revoked it, nothing counts that it signed after the place which you name"));
        return List.copyOf(steps);
    }
}
