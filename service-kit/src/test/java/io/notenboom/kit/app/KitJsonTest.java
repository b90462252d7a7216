// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.app;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a caller is told about JSON that cannot be read. */
@QuarkusTest
@QuarkusTestResource(KitTestNode.class)
class KitJsonTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{bad|is not valid JSON: line 1, column",
                "{\"name\":\"secret\"} {}|is not",
                "{\"name\":\"secret\",\"name\":\"other\"}|member name twice in one object: line 1, column",
                "[1]|not JSON of the shape",
            })
    void jsonThatCannotBeReadIsExplainedWithoutItsValues(String body, String explanation) {
        given().header("Authorization", "Bearer " + KitTestNode.ADMIN_TOKEN)
                .contentType("application/json")
                .body(body)
                .post("/things")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:notenboom:problem:invalid-request"))
                .body("detail", containsString(explanation))
                .body("detail", not(containsString("secret")))
                .body("detail", not(containsString("bad")));
    }

    @Test
    void jsonThatIsNestedTooDeepIsRefused() {
        given().contentType("application/json")
                .body("{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}")
                .post("/shared/echo")
                .then()
                .statusCode(400)
                .body("detail", containsString("nested too deep"));
    }
}
