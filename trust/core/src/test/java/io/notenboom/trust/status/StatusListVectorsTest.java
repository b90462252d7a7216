// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.testkit.Vectors;
import io.notenboom.trust.credential.CredentialRefusedException;
import io.notenboom.trust.credential.CredentialStatus;
import io.notenboom.trust.credential.CredentialStatusChecker;
import io.notenboom.trust.credential.CredentialVerifier;
import io.notenboom.trust.credential.RecordedCredentialsTest;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.json.StrictJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Status lists that another program made: good, damaged, hostile; and those of deployed Nuts nodes. */
class StatusListVectorsTest {

    private static final int MAX = 16 << 20;
    private static final Map<String, StatusListType> FORMS =
            Map.of("StatusList2021", StatusListType.STATUS_LIST_2021, "BitstringStatusList", StatusListType.BITSTRING);

    /** The prefix u is a letter of base64url too, so what is seen is another stream that is no gzip. */
    private static final String MULTIBASE = "bad-31-multibase-in-2021";

    private static JsonNode file(String name) throws IOException {
        return StrictJson.parse(
                Files.readAllBytes(Vectors.require("own/statuslist").resolve(name)), MAX);
    }

    private static List<String> forms(JsonNode item) {
        List<String> forms = new ArrayList<>();
        item.path("appliesTo").forEach(form -> forms.add(form.asText()));
        return forms.isEmpty() ? List.of("StatusList2021", "BitstringStatusList") : forms;
    }

    private static String encoded(JsonNode item, String form) {
        return item.path(form.equals("StatusList2021") ? "encodedList" : "encodedListMultibase")
                .asText();
    }

    @TestFactory
    Stream<DynamicTest> goodLists() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode list : file("lists.json").path("lists")) {
            for (String form : forms(list)) {
                tests.add(DynamicTest.dynamicTest(list.path("id").asText() + " " + form, () -> {
                    StatusListType type = FORMS.get(form);
                    StatusBits bits = StatusBits.decode(type, encoded(list, form));
                    assertThat(bits.entries())
                            .isEqualTo(list.path("entries").asInt()
                                    * list.path("statusSize").asInt());
                    assertSet(list, bits);
                    assertThat(StatusBits.decode(type, bits.encode(type)).entries())
                            .isEqualTo(bits.entries());
                }));
            }
        }
        assertThat(tests).hasSize(25);
        return tests.stream();
    }

    private static void assertSet(JsonNode list, StatusBits bits) throws StatusListException {
        for (JsonNode probe : list.path("probes")) {
            assertThat(bits.isSet(probe.path(0).asText()))
                    .isEqualTo(probe.path(1).asInt() == 1);
        }
        if (list.path("statusSize").asInt() == 1 && list.has("setIndexes")) {
            assertThat(setOf(bits)).isEqualTo(numbers(list.path("setIndexes")));
        }
    }

    private static Set<Integer> setOf(StatusBits bits) throws StatusListException {
        Set<Integer> set = new TreeSet<>();
        for (int index = 0; index < bits.entries(); index++) {
            if (bits.isSet(Integer.toString(index))) {
                set.add(index);
            }
        }
        return set;
    }

    private static Set<Integer> numbers(JsonNode array) {
        Set<Integer> numbers = new TreeSet<>();
        array.forEach(number -> numbers.add(number.asInt()));
        return numbers;
    }

    @TestFactory
    Stream<DynamicTest> badLists() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode bad : file("malformed.json").path("cases")) {
            for (String form : forms(bad)) {
                tests.add(DynamicTest.dynamicTest(bad.path("id").asText() + " " + form, () -> {
                    if (bad.has("encodedListJson")) {
                        assertThat(bad.path("encodedListJson").isTextual()).isFalse();
                        return;
                    }
                    String prefix = form.equals("StatusList2021") ? "" : "u";
                    String encoded = bad.has("encodedListDoubleGzipBase64")
                            ? prefix
                                    + twiceUnpacked(bad.path("encodedListDoubleGzipBase64")
                                            .asText())
                            : encoded(bad, form);
                    assertThatExceptionOfType(StatusListException.class)
                            .isThrownBy(() -> StatusBits.decode(FORMS.get(form), encoded))
                            .extracting(refused -> refused.reason().name().toLowerCase(Locale.ROOT))
                            .isEqualTo(
                                    bad.path("id").asText().equals(MULTIBASE)
                                            ? "gzip"
                                            : bad.path("reason").asText());
                }));
            }
        }
        assertThat(tests).hasSize(68);
        return tests.stream();
    }

    private static String twiceUnpacked(String text) throws IOException {
        try (GZIPInputStream twice = new GZIPInputStream(
                new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(text))))) {
            return new String(twice.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    @DisplayName("issuer: status list bit order")
    void bitOrder() throws Exception {
        JsonNode orders = file("bit-order.json");
        for (String order : List.of("msbFirst", "lsbFirst")) {
            assertThat(setOf(StatusBits.decode(
                            StatusListType.STATUS_LIST_2021,
                            orders.path(order).path("encodedList").asText())))
                    .isEqualTo(numbers(orders.path(order).path("mustReadAs")));
        }
        StatusBits own = StatusBits.of(StatusBits.MIN_ENTRIES, numbers(orders.path("intendedIndexes")));
        assertThat(setOf(StatusBits.decode(StatusListType.BITSTRING, own.encode(StatusListType.BITSTRING))))
                .isEqualTo(numbers(orders.path("intendedIndexes")));
    }

    @TestFactory
    Stream<DynamicTest> indices() throws IOException {
        Map<String, String> lists = encodedLists();
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode item : file("index-and-entry.json").path("index")) {
            tests.add(DynamicTest.dynamicTest(item.path("id").asText(), () -> {
                StatusBits bits = StatusBits.decode(
                        StatusListType.STATUS_LIST_2021,
                        lists.get(item.path("list").asText()));
                JsonNode index = item.path("statusListIndex");
                assertThat(outcome(() -> bits.isSet(index.isTextual() ? index.textValue() : "")))
                        .isEqualTo(expected(item));
            }));
        }
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> entries() throws IOException {
        Map<String, String> lists = encodedLists();
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode item : file("index-and-entry.json").path("entry")) {
            String reason = item.path("reason").asText();
            if (!reason.equals("url") && !reason.equals("entry_type")) {
                tests.add(DynamicTest.dynamicTest(item.path("id").asText(), () -> {
                    ObjectNode list = item.path("listCredential").deepCopy();
                    list.putArray("@context").add("https://www.w3.org/2018/credentials/v1");
                    ObjectNode subject = (ObjectNode) list.path("credentialSubject");
                    if (subject.has("encodedList")) {
                        subject.put(
                                "encodedList",
                                lists.get(subject.path("encodedList").asText().substring(1)));
                    }
                    assertThat(outcome(() -> read(item, list.toString()).isSet(entry(item))))
                            .isEqualTo(expected(item));
                }));
            }
        }
        assertThat(tests).hasSize(14);
        return tests.stream();
    }

    private static StatusList read(JsonNode item, String list) throws StatusListException {
        StatusListReader reader = new StatusListReader((credential, now) -> {
            if (!item.path("signature").asText().equals("valid")) {
                throw refusedSignature();
            }
        });
        return reader.read(
                StatusListType.STATUS_LIST_2021,
                list,
                item.path("fetchedFrom").asText(),
                Did.tryParse(item.path("credentialIssuer").asText()).orElseThrow(),
                Instant.parse(item.path("now").asText()));
    }

    private static CredentialRefusedException refusedSignature() {
        try {
            UnverifiedCredential nothing = UnverifiedCredential.parse("x");
            throw new IllegalStateException("accepted: " + nothing);
        } catch (CredentialRefusedException refused) {
            return refused;
        }
    }

    private static CredentialStatus entry(JsonNode item) {
        JsonNode entry = item.path("entry");
        return new CredentialStatus(
                entry.path("id").asText(),
                entry.path("type").asText(),
                entry.path("statusPurpose").textValue(),
                entry.path("statusListIndex").textValue(),
                entry.path("statusListCredential").textValue());
    }

    private static Map<String, String> encodedLists() throws IOException {
        Map<String, String> lists = new HashMap<>();
        file("lists.json")
                .path("lists")
                .forEach(list -> lists.put(
                        list.path("id").asText(), list.path("encodedList").asText()));
        return lists;
    }

    /** What a look-up says. */
    @FunctionalInterface
    private interface LookUp {
        boolean isSet() throws StatusListException;
    }

    private static String outcome(LookUp lookUp) {
        try {
            return lookUp.isSet() ? "set" : "clear";
        } catch (StatusListException refused) {
            return "refuse " + refused.reason().name().toLowerCase(Locale.ROOT);
        }
    }

    private static String expected(JsonNode item) {
        String expected = item.path("expected").asText();
        return expected.equals("refuse") ? expected + " " + item.path("reason").asText() : expected;
    }

    @TestFactory
    Stream<DynamicTest> recordedLists() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String version : List.of("v6.2.10", "master")) {
            Path root = Vectors.require("nuts-node").resolve(version);
            CredentialVerifier verifier = new CredentialVerifier(
                    RecordedCredentialsTest.recordedResolver(root),
                    SignatureAlgorithm.all(),
                    CredentialStatusChecker.knowingNone());
            for (String name : List.of("before", "after", "node-a-before", "node-a-after")) {
                tests.add(DynamicTest.dynamicTest(version + " " + name, () -> {
                    String text = Files.readString(root.resolve("statuslist/" + name + ".json"));
                    ObjectNode list = StrictJson.parseObject(text, MAX);
                    String url =
                            list.path("credentialSubject").path(0).path("id").asText();
                    StatusList read = new StatusListReader(verifier::checkSignature)
                            .read(
                                    StatusListType.STATUS_LIST_2021,
                                    text,
                                    url,
                                    Did.tryParse(list.path("issuer").asText()).orElseThrow(),
                                    Instant.parse("2026-11-21T02:00:00Z"));
                    boolean revokedOnes = name.endsWith("after");
                    assertThat(Stream.of(0, 1, 2, 3, 4, 5, 6, 7).anyMatch(index -> isRevoked(read, url, index)))
                            .isEqualTo(revokedOnes);
                }));
            }
        }
        return tests.stream();
    }

    private static boolean isRevoked(StatusList list, String url, int index) {
        try {
            return list.isSet(CredentialStatus.revocation(url, index));
        } catch (StatusListException refused) {
            throw new IllegalStateException(refused);
        }
    }
}
