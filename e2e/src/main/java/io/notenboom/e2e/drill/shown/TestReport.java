// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.shown;

import io.notenboom.e2e.client.StepFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What tests did.
 *
 * @param passed how many passed
 * @param skipped how many did not run, for want of what they need
 * @param failed how many failed
 * @param passedNames names of those that passed, as the test runner writes them
 * @param failedNames names of those that failed
 */
public record TestReport(int passed, int skipped, int failed, Set<String> passedNames, Set<String> failedNames) {

    static final TestReport NONE = new TestReport(0, 0, 0, Set.of(), Set.of());

    /** Copies the names. */
    public TestReport {
        passedNames = Set.copyOf(passedNames);
        failedNames = Set.copyOf(failedNames);
    }

    /** Reads a report of the test runner. */
    static TestReport read(Path file) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return read(factory.newDocumentBuilder().parse(file.toFile()).getElementsByTagName("testcase"));
        } catch (IOException | SAXException | ParserConfigurationException unreadable) {
            throw new StepFailure("the report " + file + " cannot be read: " + unreadable.getMessage());
        }
    }

    private static TestReport read(NodeList cases) {
        int skipped = 0;
        int failed = 0;
        Set<String> passed = new HashSet<>();
        Set<String> notPassed = new HashSet<>();
        for (int index = 0; index < cases.getLength(); index++) {
            Element test = (Element) cases.item(index);
            if (test.getElementsByTagName("skipped").getLength() > 0) {
                skipped++;
            } else if (test.getElementsByTagName("failure").getLength() > 0
                    || test.getElementsByTagName("error").getLength() > 0) {
                failed++;
                notPassed.add(test.getAttribute("name"));
            } else {
                passed.add(test.getAttribute("name"));
            }
        }
        return new TestReport(cases.getLength() - skipped - failed, skipped, failed, passed, notPassed);
    }

    TestReport plus(TestReport other) {
        Set<String> names = new HashSet<>(passedNames);
        names.addAll(other.passedNames);
        Set<String> notPassed = new HashSet<>(failedNames);
        notPassed.addAll(other.failedNames);
        return new TestReport(passed + other.passed, skipped + other.skipped, failed + other.failed, names, notPassed);
    }

    /** Whether a test method, or each of the cases that it makes, passed; cases have its name and something after it. */
    public boolean hasPassed(String method) {
        return of(method, passedNames) && !of(method, failedNames);
    }

    private static boolean of(String method, Set<String> names) {
        return names.stream().anyMatch(name -> name.equals(method) || name.matches(Pattern.quote(method) + "\\W.*"));
    }

    /** Nothing failed, and something was tested. */
    public String requireGood() {
        if (failed > 0 || passed == 0) {
            throw new StepFailure(this.inWords());
        }
        return inWords();
    }

    String inWords() {
        return passed + " passed, " + failed + " failed" + (skipped > 0 ? ", " + skipped + " not run" : "");
    }
}
