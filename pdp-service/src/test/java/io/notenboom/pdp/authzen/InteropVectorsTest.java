// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.authzen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.testkit.Vectors;
import io.notenboom.trust.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The published results of the OpenID Foundation's interop scenarios, with the entities and rules that they take for granted. */
class InteropVectorsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> WRITERS = Set.of("editor", "admin");

    private static JsonNode fixtures = StrictJson.newObject();

    @BeforeAll
    static void fixtures() throws IOException {
        fixtures = read("own/authzen", "fixtures.json");
    }

    private static JsonNode read(String folder, String name) throws IOException {
        Optional<Path> found = Vectors.folder(folder);
        Assumptions.assumeTrue(found.isPresent(), "vectors not found, skipped");
        return JSON.readTree(Files.readAllBytes(found.orElseThrow().resolve(name)));
    }

    private static RulePolicy records() {
        RulePolicy policy = new RulePolicy("records");
        fixtures.at("/search/users")
                .forEach(user -> policy.entity("user", user.path("id").asText(), (ObjectNode) user));
        fixtures.at("/search/records")
                .forEach(entity -> policy.entity("record", entity.path("id").asText(), (ObjectNode) entity));
        policy.rule("view", (facts, searching) -> owns(facts) || sameDepartment(facts) || manages(facts));
        policy.rule("edit", (facts, searching) -> owns(facts) || (manages(facts) && sameDepartment(facts)));
        policy.rule("delete", (facts, searching) -> owns(facts));
        return policy;
    }

    private static boolean owns(RulePolicy.Facts facts) {
        return facts.ofResource("owner").equals(facts.question().subject().id());
    }

    private static boolean sameDepartment(RulePolicy.Facts facts) {
        return facts.ofResource("department").equals(facts.ofSubject("department"));
    }

    private static boolean manages(RulePolicy.Facts facts) {
        return facts.ofSubject("role").equals("manager");
    }

    private static RulePolicy todo(String subjectType) {
        RulePolicy policy = new RulePolicy("todo");
        fixtures.at("/todo/users")
                .forEach(user -> policy.entity(subjectType, user.path("subject").asText(), (ObjectNode) user));
        policy.rule("can_read_user", (facts, searching) -> !facts.subject().isEmpty());
        policy.rule("can_read_todos", (facts, searching) -> !facts.subject().isEmpty());
        policy.rule("can_create_todo", (facts, searching) -> has(facts, "editor") || has(facts, "admin"));
        policy.rule(
                "can_update_todo",
                (facts, searching) -> has(facts, "evil_genius") || (has(facts, "editor") && isOwner(facts)));
        policy.rule(
                "can_delete_todo",
                (facts, searching) -> has(facts, "admin") || (has(facts, "editor") && isOwner(facts)));
        policy.rule("GET", (facts, searching) -> !facts.subject().isEmpty());
        for (String method : List.of("POST", "PUT", "DELETE")) {
            policy.rule(
                    method,
                    (facts, searching) -> facts.question().resource().id().startsWith("/todos")
                            && WRITERS.stream().anyMatch(role -> has(facts, role)));
        }
        return policy;
    }

    private static boolean has(RulePolicy.Facts facts, String role) {
        for (JsonNode one : facts.subject().path("roles")) {
            if (one.asText().equals(role)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOwner(RulePolicy.Facts facts) {
        return facts.ofResource("ownerID").equals(facts.subject().path("id").asText());
    }

    @Test
    void searches() throws IOException {
        assertThat(search(Searched.ACTION, read("authzen/search", "action.results.json")))
                .isEqualTo(120);
        assertThat(search(Searched.RESOURCE, read("authzen/search", "resource.results.json")))
                .isEqualTo(18);
        assertThat(search(Searched.SUBJECT, read("authzen/search", "subject.results.json")))
                .isEqualTo(60);
        assertThat(search(Searched.RESOURCE, read("authzen/idp", "results.json")))
                .isEqualTo(6);
    }

    private static int search(Searched searched, JsonNode file) {
        int count = 0;
        JsonNode cases = file.has("search") ? file.path("search") : file.path("evaluation");
        for (JsonNode one : cases) {
            TreeSet<String> expected = new TreeSet<>();
            one.at("/expected/results")
                    .forEach(result -> expected.add(result.path(searched == Searched.ACTION ? "name" : "id")
                            .asText()));
            assertThat(new TreeSet<>(everyPage(searched, (ObjectNode) one.path("request"))))
                    .as(one.path("request").toString())
                    .isEqualTo(expected);
            count++;
        }
        return count;
    }

    /** In pages of three, so that every search has several. */
    private static List<String> everyPage(Searched searched, ObjectNode request) {
        List<String> all = new ArrayList<>();
        String token = "";
        do {
            ObjectNode paged = request.deepCopy();
            paged.putObject("page").put("limit", 3).put("token", token);
            AccessSearch.Results page = AccessSearch.search(searched, paged, records(), subject -> true);
            assertThat(page.found()).hasSizeLessThanOrEqualTo(3).noneMatch(all::contains);
            all.addAll(page.found());
            token = page.nextToken();
        } while (!token.isEmpty());
        return all;
    }

    @Test
    void decisions() throws IOException {
        int count = 0;
        for (String name : List.of("01", "02")) {
            JsonNode file = read("authzen/todo", "decisions-authorization-api-1_0-" + name + ".json");
            count += evaluate(file, todo("user"));
            for (JsonNode batch : file.path("evaluations")) {
                int index = 0;
                for (JsonNode expected : batch.path("expected")) {
                    ObjectNode whole = batch.path("request").deepCopy();
                    whole.setAll((ObjectNode) batch.at("/request/evaluations/" + index));
                    assertThat(permits(todo("user"), whole))
                            .as(whole.toString())
                            .isEqualTo(expected.path("decision").asBoolean());
                    index++;
                }
                count++;
            }
        }
        count += evaluate(read("authzen/api-gateways", "decisions.json"), todo("identity"));
        assertThat(count).isEqualTo(108);
    }

    private static int evaluate(JsonNode file, RulePolicy policy) {
        for (JsonNode one : file.path("evaluation")) {
            assertThat(permits(policy, one.path("request")))
                    .as(one.path("request").toString())
                    .isEqualTo(one.path("expected").asBoolean());
        }
        return file.path("evaluation").size();
    }

    private static boolean permits(RulePolicy policy, JsonNode request) {
        return policy.evaluate(QuestionReader.evaluation(request), subject -> true)
                .decision();
    }

    @Test
    void aPageTokenIsOfItsOwnSearch() {
        ObjectNode first = StrictJson.parseObject(
                "{\"subject\":{\"type\":\"user\",\"id\":\"alice\"},\"action\":{\"name\":\"view\"},"
                        + "\"resource\":{\"type\":\"record\"},\"page\":{\"limit\":1}}",
                1000);
        AccessSearch.Results page = AccessSearch.search(Searched.RESOURCE, first, records(), subject -> true);
        assertThat(page.found()).hasSize(1);
        ObjectNode other = first.deepCopy();
        other.withObjectProperty("page").put("token", page.nextToken());
        assertThat(AccessSearch.search(Searched.RESOURCE, other, records(), subject -> true)
                        .found())
                .isNotEqualTo(page.found());
        other.withObjectProperty("action").put("name", "delete");
        assertThatThrownBy(() -> AccessSearch.search(Searched.RESOURCE, other, records(), subject -> true))
                .isInstanceOf(MalformedQuestionException.class);
    }
}
