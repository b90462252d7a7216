// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.pdp.request.BodyMode;
import io.notenboom.pdp.request.EndpointKind;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.pdp.request.RawBody;
import io.notenboom.pdp.request.RawHeader;
import io.notenboom.pdp.request.RequestGrammar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PepRegisterTest {

    private final PepRegister register = new PepRegister(new InMemoryPepStore());

    private static final class InMemoryPepStore implements PepStore {

        private final Map<String, PepRegistration> registrations = new LinkedHashMap<>();

        @Override
        public void put(PepRegistration registration) {
            registrations.put(registration.id(), registration);
        }

        @Override
        public void remove(String id) {
            registrations.remove(id);
        }

        @Override
        public List<PepRegistration> all() {
            return List.copyOf(registrations.values());
        }
    }

    @BeforeEach
    void registered() {
        register.put(registration("t1"));
        register.put(registration("t2"));
    }

    private static PepRegistration registration(String id) {
        return new PepRegistration(
                id,
                PepRegister.keyHash("key-" + id),
                Dialect.ORIGINAL,
                new RequestGrammar(EndpointKind.FHIR, "/fhir", FhirVersion.STU3, BodyMode.FULL),
                "https://sender.example",
                new PepRegistration.Standing("a", "https://sender.example/oauth2/a", "seed/handoff-only"));
    }

    @Test
    void onlyTheOwnKeyOpens() {
        assertThat(register.authenticate("t1", "key-t1")).contains(registration("t1"));
        assertThat(register.authenticate("t1", "key-t2")).isEmpty();
        assertThat(register.authenticate("t1", "")).isEmpty();
        assertThat(register.authenticate("unknown", "key-t1")).isEmpty();
        register.remove("t1");
        assertThat(register.authenticate("t1", "key-t1")).isEmpty();
    }

    @Test
    void aKeyCountsOnlyWhenItIsThereOnce() {
        RawHeader key = new RawHeader("x-pep-key", "key-t1");
        assertThat(new ForwardedCall("t1", List.of(key), RawBody.none()).key()).contains("key-t1");
        assertThat(new ForwardedCall("t1", List.of(key, key), RawBody.none()).key())
                .isEmpty();
        assertThat(new ForwardedCall("t1", List.of(), RawBody.none()).key()).isEmpty();
    }
}
