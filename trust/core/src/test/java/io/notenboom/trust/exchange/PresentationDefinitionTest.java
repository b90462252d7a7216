// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.notenboom.testkit.Vectors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresentationDefinitionTest {

    /** Presentation Exchange does not ask for a name and purpose; format is a keyword that is not supported here. */
    private static final Set<String> NOT_APPLICABLE = Set.of(
            "valid presentation definition 2",
            "presentation definition with no name value",
            "presentation definition with no purpose value",
            "input descriptor with empty name",
            "input descriptor with empty purpose");

    static String definition(String field) {
        return "{'id':'pd','input_descriptors':[{'id':'d','constraints':{'fields':[%s]}}]}"
                .formatted(field)
                .replace('\'', '"');
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'path':['$.type'],'filter':{'type':'string','const':'A'}}",
                "{'id':'a','path':['$.a','$.b[0].c'],'optional':true}",
                "{'path':['$.a'],'filter':{'type':'number','const':5}}",
                "{'path':['$.a'],'filter':{'type':'string','enum':['x','y']},'purpose':'p','name':'n'}",
                "{'path':['$.a'],'filter':{'type':'string','pattern':'^(a|b)+$'},'intent_to_retain':true}",
                "{'path':['$.a'],'filter':{'type':'string','pattern':'^[0-9.]+-\\\\d+-S-(\\\\d+)-00\\\\.000-\\\\d+$'}}"
            })
    void acceptedFields(String field) {
        assertThat(PresentationDefinition.parse(definition(field)).descriptors())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'path':[]}",
                "{'path':'$.a'}",
                "{'path':['$..a']}",
                "{'path':['$.a[**]']}",
                "{'path':['$.a[?(@.b==1)]']}",
                "{'path':['$.a[0:1]']}",
                "{'path':['$.a[-1]']}",
                "{'path':['a']}",
                "{'path':['$.a.']}",
                "{'path':['$.a'],'unknown':1}",
                "{'path':['$.a'],'optional':'true'}",
                "{'path':['$.a'],'filter':{}}",
                "{'path':['$.a'],'filter':{'type':'array'}}",
                "{'path':['$.a'],'filter':{'type':'object'}}",
                "{'path':['$.a'],'filter':{'type':'string','minLength':1}}",
                "{'path':['$.a'],'filter':{'type':'string','not':{'const':'x'}}}",
                "{'path':['$.a'],'filter':{'type':'string','const':5}}",
                "{'path':['$.a'],'filter':{'type':'number','enum':['1']}}",
                "{'path':['$.a'],'filter':{'type':'number','pattern':'1'}}",
                "{'path':['$.a'],'filter':{'type':'string','enum':[1]}}",
                "{'path':['$.a'],'filter':{'type':'string','enum':[]}}",
                "{'path':['$.a'],'filter':{'type':'string','pattern':'('}}",
                "{'path':['$.a'],'filter':{'type':'string','pattern':'(a)(b)'}}",
                "{'path':['$.a'],'filter':{'type':'string','pattern':'(?=a)b'}}",
                "{'path':['$.a'],'filter':{'type':'string','pattern':'(a)\\\\1'}}",
                "{'id':'','path':['$.a']}",
                "{'id':'a b','path':['$.a']}"
            })
    @DisplayName("JSONPath whitelist, refused at load")
    void refusedFields(String field) {
        assertRefused(definition(field));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iss",
                "sub",
                "exp",
                "iat",
                "active",
                "client_id",
                "scope",
                "aud",
                "nbf",
                "jti",
                "cnf",
                "token_type",
                "username"
            })
    void reservedFieldIds(String id) {
        assertRefused(definition("{'id':'%s','path':['$.a']}".formatted(id)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{'id':'x'}",
                "{'id':'x','input_descriptors':[]}",
                "{'id':'','input_descriptors':[{'id':'d','constraints':{}}]}",
                "{'input_descriptors':[{'id':'d','constraints':{}}]}",
                "{'id':'x','input_descriptors':[{'id':'d'}]}",
                "{'id':'x','input_descriptors':[{'id':'d','constraints':{'subject_is_issuer':'required'}}]}",
                "{'id':'x','frame':{},'input_descriptors':[{'id':'d','constraints':{}}]}",
                "{'id':'x','input_descriptors':[{'id':'d','constraints':{}},{'id':'d','constraints':{}}]}",
                "{'id':'x','format':{'sd_jwt':{}},'input_descriptors':[{'id':'d','constraints':{}}]}",
                "{'id':'x','format':{'jwt_vc':{'alg':[]}},'input_descriptors':[{'id':'d','constraints':{}}]}",
                "{'id':'x','submission_requirements':[],'input_descriptors':[{'id':'d','constraints':{}}]}",
                "{'id':'x','submission_requirements':[{'rule':'all','from':'B'}],"
                        + "'input_descriptors':[{'id':'d','group':['A'],'constraints':{}}]}",
                "{'id':'x','submission_requirements':[{'rule':'some','from':'A'}],"
                        + "'input_descriptors':[{'id':'d','group':['A'],'constraints':{}}]}",
                "{'id':'x','submission_requirements':[{'rule':'pick','min':2,'max':1,'from':'A'}],"
                        + "'input_descriptors':[{'id':'d','group':['A'],'constraints':{}}]}",
                "{'id':'x','id':'y','input_descriptors':[{'id':'d','constraints':{}}]}"
            })
    void refusedDefinitions(String json) {
        assertRefused(json.replace('\'', '"'));
    }

    @Test
    @DisplayName("descriptor count cap, pattern length <= 512, path and field caps")
    void limits() {
        assertRefused(
                definition("{'path':['$.a'],'filter':{'type':'string','pattern':'%s'}}".formatted("a".repeat(513))));
        assertRefused(definition("{'path':['$.%s']}".formatted("a".repeat(300))));
        assertRefused(definition("{'path':['$%s']}".formatted(".a".repeat(33))));
        assertRefused(definition("{'path':['$.a']},".repeat(33) + "{'path':['$.a']}"));
        assertRefused(" ".repeat(PresentationDefinition.MAX_LENGTH + 1));
    }

    @Test
    void messageNamesThePlaceAndNotTheContent() {
        assertThatExceptionOfType(DefinitionException.class)
                .isThrownBy(() -> PresentationDefinition.parse(definition("{'path':['$..secret']}")))
                .withMessageContaining("input_descriptors[0].constraints.fields[0].path")
                .withMessageNotContaining("secret");
    }

    @Test
    void lintFlagsDefinitionWithoutIssuer() {
        PresentationDefinition open = PresentationDefinition.parse(
                definition("{'path':['$.type'],'filter':{'type':'string','const':'NutsOrganizationCredential'}}"));
        assertThat(DefinitionLint.check(open))
                .extracting(DefinitionLint.Finding::kind)
                .containsExactly(DefinitionLint.Kind.ANY_ISSUER);
    }

    @Test
    void lintAcceptsPinnedIssuer() {
        String type = "{'path':['$.type'],'filter':{'type':'string','const':'NutsOrganizationCredential'}},";
        for (String filter : List.of("'const':'did:web:a.example'", "'pattern':'^did:x509:0:sha256:abc::.*$'")) {
            PresentationDefinition pinned = PresentationDefinition.parse(
                    definition(type + "{'path':['$.issuer'],'filter':{'type':'string',%s}}".formatted(filter)));
            assertThat(DefinitionLint.check(pinned)).isEmpty();
        }
        PresentationDefinition open = PresentationDefinition.parse(
                definition(type + "{'path':['$.issuer'],'filter':{'type':'string','pattern':'example'}}"));
        assertThat(DefinitionLint.check(open))
                .extracting(DefinitionLint.Finding::kind)
                .containsExactly(DefinitionLint.Kind.ISSUER_PATTERN_OPEN);
        PresentationDefinition optional = PresentationDefinition.parse(definition(
                type + "{'optional':true,'path':['$.issuer'],'filter':{'type':'string','const':'did:web:a.example'}}"));
        assertThat(DefinitionLint.check(optional))
                .extracting(DefinitionLint.Finding::kind)
                .containsExactly(DefinitionLint.Kind.ANY_ISSUER);
    }

    @Test
    void lintLeavesSelfAttestedTypesAlone() {
        PresentationDefinition employee = PresentationDefinition.parse(
                definition("{'path':['$.type'],'filter':{'type':'string','const':'NutsEmployeeCredential'}}"));
        assertThat(DefinitionLint.check(employee)).isEmpty();
        PresentationDefinition anything = PresentationDefinition.parse(definition("{'path':['$.a']}"));
        assertThat(DefinitionLint.check(anything))
                .extracting(DefinitionLint.Finding::kind)
                .containsExactly(DefinitionLint.Kind.ANY_TYPE, DefinitionLint.Kind.ANY_ISSUER);
    }

    @Test
    void policyFile() {
        String pd = definition("{'id':'a','path':['$.a']}");
        String other = definition("{'id':'b','path':['$.a']}").replace("\"pd\"", "\"pd2\"");
        List<ScopePolicy> policies =
                policies("{\"x\":{\"organization\":%s},\"y\":{\"organization\":%s,\"user\":%s,".formatted(pd, pd, other)
                        + "\"scope_policy\":\"passthrough\"}}");
        ScopePolicies all = new ScopePolicies(policies);
        assertThat(all.select("x"))
                .isInstanceOfSatisfying(
                        ScopePolicies.ScopeSelection.Selected.class,
                        selected -> assertThat(selected.policy().scope()).isEqualTo("x"));
        assertThat(all.select("y z"))
                .isInstanceOfSatisfying(
                        ScopePolicies.ScopeSelection.Selected.class,
                        selected -> assertThat(selected.extraScopes()).containsExactly("z"));
        assertThat(all.select("x z")).isInstanceOf(ScopePolicies.ScopeSelection.ExtraNotAllowed.class);
        assertThat(all.select("x y")).isInstanceOf(ScopePolicies.ScopeSelection.Several.class);
        assertThat(all.select("")).isInstanceOf(ScopePolicies.ScopeSelection.Unknown.class);
        assertThat(all.select("X")).isInstanceOf(ScopePolicies.ScopeSelection.Unknown.class);
    }

    @Test
    void refusedPolicyFiles() {
        String pd = definition("{'id':'a','path':['$.a']}");
        for (String file : List.of(
                "[]",
                "{\"x\":{}}",
                "{\"x\":{\"organisation\":%s}}".formatted(pd),
                "{\"x y\":{\"organization\":%s}}".formatted(pd),
                "{\"x\":{\"organization\":%s,\"scope_policy\":\"all\"}}".formatted(pd),
                "{\"x\":{\"organization\":%s,\"user\":%s}}".formatted(pd, pd),
                "{\"x\":{\"organization\":%s},\"x\":{\"organization\":%s}}".formatted(pd, pd))) {
            assertThatExceptionOfType(DefinitionException.class).isThrownBy(() -> policies(file));
        }
        List<ScopePolicy> twice = new ArrayList<>(policies("{\"x\":{\"organization\":%s}}".formatted(pd)));
        twice.addAll(policies("{\"x\":{\"organization\":%s}}".formatted(pd)));
        assertThatExceptionOfType(DefinitionException.class).isThrownBy(() -> new ScopePolicies(twice));
    }

    @TestFactory
    Stream<DynamicTest> web5Definitions() throws IOException {
        JsonNode vectors = new JsonMapper()
                .readTree(Vectors.require("web5-spec")
                        .resolve("presentation_exchange/validate_definition.json")
                        .toFile())
                .path("vectors");
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode vector : vectors) {
            String name = vector.path("description").asText();
            if (!NOT_APPLICABLE.contains(name)) {
                tests.add(DynamicTest.dynamicTest(name, () -> assertThat(isRefused(vector))
                        .isEqualTo(vector.path("errors").asBoolean())));
            }
        }
        return tests.stream();
    }

    private static boolean isRefused(JsonNode vector) {
        try {
            return PresentationDefinition.parse(vector.path("input")
                                    .path("presentationDefinition")
                                    .toString())
                            .id()
                    == null;
        } catch (DefinitionException refused) {
            return true;
        }
    }

    private static List<ScopePolicy> policies(String json) {
        return PolicyFile.parse("policy.json", json.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(String json) {
        assertThatExceptionOfType(DefinitionException.class).isThrownBy(() -> PresentationDefinition.parse(json));
    }
}
