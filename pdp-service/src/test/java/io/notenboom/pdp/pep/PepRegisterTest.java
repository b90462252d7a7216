// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.pdp.pep.PepRegister.Shown;
import io.notenboom.pdp.pep.dialect.ForwardedCall;
import io.notenboom.pdp.request.BodyMode;
import io.notenboom.pdp.request.EndpointKind;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.pdp.request.RawBody;
import io.notenboom.pdp.request.RawHeader;
import io.notenboom.pdp.request.RequestGrammar;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PepRegisterTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final String THUMBPRINT = "t".repeat(43);

    private Instant now = START;
    private final PepRegister register = new PepRegister(new InMemoryPepStore(), () -> now);

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
    void theKeyOfAnotherIsToldApartFromNone() {
        assertThat(register.shown("t1", PepCredentials.ofKey("key-t2"))).isInstanceOf(Shown.Another.class);
        assertThat(register.shown("t1", PepCredentials.ofKey("key-t3"))).isInstanceOf(Shown.Nobody.class);
        assertThat(register.shown("t1", PepCredentials.ofKey(null))).isInstanceOf(Shown.Nobody.class);
    }

    @Test
    void aReplacedKeyCountsUntilItsEnd() {
        register.put(registration("t1")
                .with(new PepAuthentication.Key(
                        PepRegister.keyHash("new"),
                        new PepAuthentication.Former(PepRegister.keyHash("key-t1"), START.plusSeconds(60)))));
        assertThat(register.authenticate("t1", "new")).isPresent();
        now = START.plusSeconds(59);
        assertThat(register.authenticate("t1", "key-t1")).isPresent();
        now = START.plusSeconds(60);
        assertThat(register.authenticate("t1", "key-t1")).isEmpty();
        assertThat(register.authenticate("t1", "new")).isPresent();
    }

    @Test
    void whoShowsACertificateNeedsNoKeyAndAKeyIsNoCertificate() {
        register.put(registration("t3").with(new PepAuthentication.Certificates(Set.of(THUMBPRINT))));
        assertThat(register.authenticate("t3", new PepCredentials(null, THUMBPRINT)))
                .isPresent();
        assertThat(register.ofCertificate(THUMBPRINT)).map(PepRegistration::id).contains("t3");
        assertThat(register.authenticate("t3", new PepCredentials(null, "u".repeat(43))))
                .isEmpty();
        assertThat(register.authenticate("t3", "key-t3")).isEmpty();
        assertThat(register.authenticate("t1", new PepCredentials(null, THUMBPRINT)))
                .as("a certificate of another")
                .isEmpty();
        register.put(registration("t4").with(new PepAuthentication.Certificates(Set.of(THUMBPRINT))));
        assertThat(register.ofCertificate(THUMBPRINT)).as("of two").isEmpty();
    }

    @Test
    void nobodyIsUnknownBeforeTheRegistrationsWereRead() {
        PepRegister fresh = new PepRegister(new InMemoryPepStore(), () -> now);
        assertThat(fresh.loaded()).isFalse();
        fresh.refresh();
        assertThat(fresh.loaded()).isTrue();
    }

    @Test
    void aChangeThatThrowsChangesNothing() {
        assertThatThrownBy(() -> register.change("t1", known -> {
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(register.authenticate("t1", "key-t1")).isPresent();
    }

    @Test
    void aKeyCountsOnlyWhenItIsThereOnce() {
        RawHeader key = new RawHeader("x-pep-key", "key-t1");
        assertThat(call(List.of(key)).credentials().key()).contains("key-t1");
        assertThat(call(List.of(key, key)).credentials().key()).isEmpty();
        assertThat(call(List.of()).credentials().key()).isEmpty();
    }

    private static ForwardedCall call(List<RawHeader> headers) {
        return new ForwardedCall(new ForwardedCall.Line("GET", "/authz/forward/t1?x"), headers, RawBody.none(), null);
    }

    @Test
    void theIdEndsBeforeTheRestOfTheTarget() {
        assertThat(call(List.of()).pepId()).isEqualTo("t1");
        assertThat(new ForwardedCall.Line("GET", "/authz/forward/t1/fhir/Task/1").pepId())
                .isEqualTo("t1");
        assertThat(new ForwardedCall.Line("GET", "/authz/forward/").pepId()).isEmpty();
    }
}
