// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.x509;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CertificateProfileTest {

    /** For each rule the changes that break it. */
    private static final Map<ProfileRule, List<Consumer<CertificateRecipe>>> BREAKS = Map.ofEntries(
            Map.entry(
                    ProfileRule.ISSUER,
                    List.of(
                            recipe -> recipe.issuer = "CN=Somebody else,O=Issuer,C=NL",
                            recipe -> recipe.signer = CertificateRecipe.pair("secp256r1"))),
            Map.entry(ProfileRule.SIGNATURE_ALGORITHM, List.of(recipe -> recipe.signature = "SHA1withECDSA")),
            Map.entry(ProfileRule.KEY, List.of(recipe -> recipe.key = rsa(1024))),
            Map.entry(ProfileRule.EC_KEY, List.of(recipe -> recipe.key = rsa(2048))),
            Map.entry(
                    ProfileRule.SERIAL_NUMBER,
                    List.of(
                            recipe -> recipe.serial = BigInteger.ONE.negate(),
                            recipe -> recipe.serial = BigInteger.ZERO,
                            recipe -> recipe.serial = BigInteger.ONE.shiftLeft(159))),
            Map.entry(ProfileRule.CRITICAL_EXTENSIONS, List.of(recipe -> recipe.unknownCritical = true)),
            Map.entry(
                    ProfileRule.IS_CA,
                    List.of(
                            recipe -> recipe.constraints = new BasicConstraints(false),
                            recipe -> recipe.constraints = null)),
            Map.entry(ProfileRule.IS_NO_CA, List.of(recipe -> recipe.constraints = new BasicConstraints(true))),
            Map.entry(
                    ProfileRule.PATH_LENGTH,
                    List.of(
                            recipe -> recipe.constraints = new BasicConstraints(1),
                            recipe -> recipe.constraints = new BasicConstraints(true))),
            Map.entry(
                    ProfileRule.KEY_USAGE,
                    List.of(
                            recipe -> recipe.usage = 0,
                            recipe -> recipe.usage = KeyUsage.keyCertSign,
                            recipe -> recipe.usage |= KeyUsage.nonRepudiation)),
            Map.entry(ProfileRule.KEY_USAGE_CRITICAL, List.of(recipe -> recipe.usageCritical = false)),
            Map.entry(
                    ProfileRule.EXTENDED_KEY_USAGE,
                    List.of(
                            recipe -> recipe.extendedUsage = null,
                            recipe -> recipe.extendedUsage = new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth},
                            recipe -> recipe.extendedUsage = new KeyPurposeId[] {
                                KeyPurposeId.id_kp_serverAuth,
                                KeyPurposeId.id_kp_clientAuth,
                                KeyPurposeId.id_kp_codeSigning
                            })),
            Map.entry(
                    ProfileRule.ALTERNATIVE_NAMES,
                    List.of(
                            recipe -> recipe.names = null,
                            recipe -> recipe.names =
                                    new GeneralNames(new GeneralName(GeneralName.rfc822Name, "a@b.example")))),
            Map.entry(
                    ProfileRule.VALIDITY,
                    List.of(
                            recipe -> recipe.end = Instant.parse("2031-02-28T10:00:01Z"),
                            recipe -> recipe.end = Instant.parse("2031-02-28T09:59:59Z"),
                            recipe -> recipe.end = Instant.parse("2031-03-01T10:00:00Z"))),
            Map.entry(
                    ProfileRule.COMMON_NAME,
                    List.of(recipe -> without(recipe, "CN"), recipe -> recipe.subject += ",CN=Second")),
            Map.entry(
                    ProfileRule.ORGANIZATION,
                    List.of(recipe -> without(recipe, "O"), recipe -> recipe.subject += ",O=Second")),
            Map.entry(
                    ProfileRule.PROVINCE,
                    List.of(recipe -> without(recipe, "ST"), recipe -> recipe.subject += ",ST=Second")),
            Map.entry(
                    ProfileRule.COUNTRY,
                    List.of(
                            recipe -> without(recipe, "C"),
                            recipe -> recipe.subject = recipe.subject.replace("C=NL", "C=nl"))),
            Map.entry(
                    ProfileRule.KVK,
                    List.of(
                            recipe -> without(recipe, "SERIALNUMBER"),
                            recipe -> recipe.subject = recipe.subject.replace("12345678", "1234567"),
                            recipe -> recipe.subject = recipe.subject.replace("12345678", "1234567x"))));

    private static void without(CertificateRecipe recipe, String attribute) {
        recipe.subject = String.join(
                ",",
                Arrays.stream(recipe.subject.split(","))
                        .filter(part -> !part.startsWith(attribute + "="))
                        .toList());
    }

    private static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCertificateThatKeepsEveryRuleFits(CertificateProfile profile) {
        assertThat(profile.check(new CertificateRecipe(profile).make(), CertificateRecipe.authority()))
                .isEqualTo(new ProfileOutcome.Fits());
    }

    static Stream<Arguments> everyRuleOfEveryProfile() {
        return Arrays.stream(CertificateProfile.values()).flatMap(profile -> profile.rules().stream()
                .flatMap(rule -> BREAKS.get(rule).stream().map(change -> Arguments.of(profile, rule, change))));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyRuleOfEveryProfile")
    void aCertificateThatBreaksARuleFailsAndTheRuleIsNamed(
            CertificateProfile profile, ProfileRule rule, Consumer<CertificateRecipe> change) {
        CertificateRecipe recipe = new CertificateRecipe(profile).with(change);
        assertThat(profile.check(recipe.make(), CertificateRecipe.authority()))
                .isEqualTo(new ProfileOutcome.Fails(rule));
    }

    @Test
    void threeYearsAreCountedByTheCalendar() {
        CertificateRecipe ordinary = new CertificateRecipe(CertificateProfile.CONTRACT).with(recipe -> {
            recipe.start = Instant.parse("2026-06-01T00:00:00Z");
            recipe.end = Instant.parse("2029-06-01T00:00:00Z");
        });
        assertThat(CertificateProfile.CONTRACT.check(ordinary.make(), CertificateRecipe.authority()))
                .isEqualTo(new ProfileOutcome.Fits());
    }

    @Test
    void aNodeIdentityMayNameAnAddress() {
        CertificateRecipe address = new CertificateRecipe(CertificateProfile.NODE_IDENTITY)
                .with(recipe -> recipe.names = new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
        assertThat(CertificateProfile.NODE_IDENTITY.check(address.make(), CertificateRecipe.authority()))
                .isEqualTo(new ProfileOutcome.Fits());
    }

    @Test
    void aContractCertificateMayNameATown() {
        CertificateRecipe town =
                new CertificateRecipe(CertificateProfile.CONTRACT).with(recipe -> recipe.subject += ",L=Assen");
        assertThat(CertificateProfile.CONTRACT.check(town.make(), CertificateRecipe.authority()))
                .isEqualTo(new ProfileOutcome.Fits());
    }
}
