// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rotation;

import static io.notenboom.registry.rotation.ContractScene.TWO_THIRDS;
import static io.notenboom.registry.rotation.ContractScene.wish;
import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.registry.contract.IssuedContract;
import io.notenboom.registry.contract.IssuedContractStore;
import io.notenboom.registry.contract.IssuedContracts;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.rotation.Rotation;
import io.notenboom.trust.rotation.RotationTally;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many contracts: each is read once, and not all at one look are rotated. */
class ContractPagesTest {

    private static final int MANY = 10_000;
    private static final int PAGE = 100;

    @TempDir
    Path folder;

    private ContractScene scene;

    @BeforeEach
    void enrolled() {
        scene = new ContractScene(folder);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    /** Counts what is read. */
    private static final class CountedStore implements IssuedContractStore {

        private final Map<UUID, IssuedContract> contracts = new ConcurrentHashMap<>();
        private int passes;
        private int found;

        @Override
        public void save(IssuedContract contract) {
            contracts.put(contract.contractId(), contract);
        }

        @Override
        public Optional<IssuedContract> find(UUID contractId) {
            found++;
            return Optional.ofNullable(contracts.get(contractId));
        }

        @Override
        public void forEach(Consumer<IssuedContract> consumer) {
            passes++;
            contracts.values().forEach(consumer);
        }
    }

    @Test
    void pagesAndLooksReadNoContractAgain() {
        IssuedContract one = scene.node.contracts.find(scene.approved(wish())).orElseThrow();
        CountedStore store = new CountedStore();
        for (int i = 0; i < MANY; i++) {
            store.save(new IssuedContract(UUID.randomUUID(), one.key(), one.wish(), one.certificate()));
        }
        ContractCertificates many = new ContractCertificates(
                scene.node.vendor,
                new IssuedContracts(store),
                scene.node.projection,
                (what, object) -> {},
                () -> TWO_THIRDS);
        List<String> seen = new ArrayList<>();
        List<Rotation> page = many.list("", PAGE);
        while (!page.isEmpty()) {
            page.forEach(rotation -> seen.add(rotation.id()));
            page = many.list(seen.getLast(), PAGE);
        }
        assertThat(seen).hasSize(MANY).isSorted().doesNotHaveDuplicates();
        assertThat(many.advance().changes()).isZero();
        assertThat(many.find(seen.getFirst())).isPresent();
        assertThat(store.passes).isEqualTo(1);
        assertThat(store.found).isZero();
    }

    @Test
    void manyAtOnceTakeTurnsAndAreNotOverdueMeanwhile() {
        int contracts = ContractPace.MOST_AT_ONCE + 5;
        for (int i = 0; i < 2 * contracts; i++) {
            assertThat(scene.node.custodian.create(KeyPurpose.CONTRACT).value()).isNotEmpty();
        }
        for (int i = 0; i < contracts; i++) {
            assertThat(scene.approved(ContractScene.wish("Afdeling " + i))).isNotNull();
        }
        scene.setTime(TWO_THIRDS);
        RotationTally first = scene.certificates.advance();
        assertThat(first.changes()).isEqualTo(ContractPace.MOST_AT_ONCE);
        assertThat(first.overdueCount()).isZero();
        assertThat(scene.certificates.advance().changes()).isEqualTo(5);
        assertThat(scene.certificates.advance().changes()).isZero();
        assertThat(scene.approvals()).isEqualTo(2L * contracts);
    }
}
