// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rotation;

import static io.notenboom.registry.rotation.ContractScene.TWO_THIRDS;
import static io.notenboom.registry.rotation.ContractScene.wish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.registry.contract.IssuedContract;
import io.notenboom.registry.contract.IssuedContractStore;
import io.notenboom.trust.rotation.Rotation;
import io.notenboom.trust.rotation.RotationState;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The fault table of a rotation: the process ends before and after each step that persists. What it did is found when it runs
 * again, and nothing is done twice; a key that was claimed, and of which nothing was stored, is the only thing that is lost.
 */
class ContractCrashTest {

    @TempDir
    Path folder;

    private static final class Killed extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /** Ends the process at the step with a number. */
    private static final class Steps {

        private int left = Integer.MAX_VALUE;

        void reach() {
            if (--left == 0) {
                throw new Killed();
            }
        }
    }

    private record KilledStore(IssuedContractStore store, Steps steps) implements IssuedContractStore {

        @Override
        public void save(IssuedContract contract) {
            steps.reach();
            store.save(contract);
            steps.reach();
        }

        @Override
        public Optional<IssuedContract> find(UUID contractId) {
            return store.find(contractId);
        }

        @Override
        public void forEach(Consumer<IssuedContract> consumer) {
            store.forEach(consumer);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 3, the key is claimed",
        "2, 2, the certificate is stored",
        "3, 2, the proposal is signed",
        "4, 2, the proposal is in the log"
    })
    void whatBrokeOffIsFinishedOnce(int step, int keys, String reached) {
        Steps steps = new Steps();
        try (ContractScene scene = new ContractScene(folder, store -> new KilledStore(store, steps))) {
            UUID first = scene.approved(wish());
            assertThat(scene.keysInUse()).as(reached).isEqualTo(1);
            scene.setTime(TWO_THIRDS);
            scene.node.beforeEachEvent(steps::reach);
            steps.left = step;
            assertThatThrownBy(() -> scene.certificates.advance()).isInstanceOf(Killed.class);

            scene.startAgain();
            assertThat(scene.certificates.advance().changes()).isEqualTo(1);
            assertThat(scene.certificates.advance().changes()).isZero();
            Rotation rotation = scene.certificates.find(first.toString()).orElseThrow();
            assertThat(rotation.keys())
                    .extracting(key -> key.state())
                    .containsExactly(RotationState.ACTIVE, RotationState.RETIRING);
            assertThat(scene.proposals()).isEqualTo(2);
            assertThat(scene.approvals()).isEqualTo(2);
            assertThat(scene.keysInUse()).isEqualTo(keys);
            assertThat(scene.signerOf(scene.endpoint("https://fhir.example.nl/")))
                    .isEqualTo(scene.thumbprint(
                            UUID.fromString(rotation.active().orElseThrow().id())));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2, the next certificate is stored",
        "3, the loss is not noted yet",
        "4, the loss is noted",
        "5, the proposal is signed",
        "6, the proposal is in the log"
    })
    void anEmergencyThatBrokeOffIsFinishedWhenItIsRepeated(int step, String reached) {
        Steps steps = new Steps();
        try (ContractScene scene = new ContractScene(folder, store -> new KilledStore(store, steps))) {
            UUID first = scene.approved(wish());
            scene.setTime(TWO_THIRDS.minusSeconds(86_400 * 30L));
            scene.node.beforeEachEvent(steps::reach);
            steps.left = step;
            assertThatThrownBy(() -> scene.certificates.emergency(first.toString(), first.toString()))
                    .as(reached)
                    .isInstanceOf(Killed.class);

            scene.startAgain();
            Rotation rotation = ContractCertificatesTest.underWay(
                            scene.certificates.emergency(first.toString(), first.toString()))
                    .rotation();
            assertThat(rotation.keys())
                    .extracting(key -> key.state())
                    .containsExactly(RotationState.ACTIVE, RotationState.COMPROMISED);
            assertThat(scene.proposals()).isEqualTo(2);
            assertThat(scene.approvals()).isEqualTo(2);
            assertThat(scene.keysInUse()).isEqualTo(2);
        }
    }
}
