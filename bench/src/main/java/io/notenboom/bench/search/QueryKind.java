// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.search;

import io.notenboom.registry.search.SearchFilter;
import io.notenboom.registry.search.SearchQuery;
import io.notenboom.testkit.care.SampleOrganisation;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Random;

/** What people type who look for a certain organisation. */
enum QueryKind {
    /** The whole name. */
    EXACT {
        @Override
        String text(SampleOrganisation wanted, Random random) {
            return wanted.name();
        }
    },
    /** One or two letters, as at the beginning of typing. */
    LETTERS {
        @Override
        String text(SampleOrganisation wanted, Random random) {
            return longest(wanted).substring(0, 1 + random.nextInt(2));
        }
    },
    /** The beginning of one word. */
    PREFIX {
        @Override
        String text(SampleOrganisation wanted, Random random) {
            String word = longest(wanted);
            return word.substring(0, Math.min(word.length(), 3 + random.nextInt(4)));
        }
    },
    /** One word with a letter left out. */
    FUZZY {
        @Override
        String text(SampleOrganisation wanted, Random random) {
            return misspelt(longest(wanted), random);
        }
    },
    /** One word as it sounds. */
    PHONETIC {
        @Override
        String text(SampleOrganisation wanted, Random random) {
            return longest(wanted)
                    .replace("ij", "ei")
                    .replace("ou", "au")
                    .replace("z", "s")
                    .replace("ph", "f")
                    .replace("ch", "g");
        }
    },
    /** Two words, one of them misspelt. */
    TWO_TOKENS {
        @Override
        String text(SampleOrganisation wanted, Random random) {
            String[] words = words(wanted);
            return words.length < 2
                    ? misspelt(words[0], random)
                    : words[0] + " " + misspelt(words[words.length - 1], random);
        }
    },
    /** A part of a word, and the town as a filter. */
    INFIX_CITY {
        @Override
        String text(SampleOrganisation wanted, Random random) {
            String word = longest(wanted);
            return word.substring(Math.max(0, word.length() - 5));
        }

        @Override
        SearchQuery query(SampleOrganisation wanted, Random random, int limit) {
            return super.query(wanted, random, limit).with(new SearchFilter(wanted.city(), null, null, null));
        }
    };

    abstract String text(SampleOrganisation wanted, Random random);

    SearchQuery query(SampleOrganisation wanted, Random random, int limit) {
        return SearchQuery.of(text(wanted, random), limit);
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String[] words(SampleOrganisation wanted) {
        return wanted.name().toLowerCase(Locale.ROOT).split("[ -]+");
    }

    private static String longest(SampleOrganisation wanted) {
        return Arrays.stream(words(wanted))
                .max(Comparator.comparingInt(String::length))
                .orElseThrow();
    }

    private static String misspelt(String word, Random random) {
        int place = 1 + random.nextInt(Math.max(1, word.length() - 1));
        return place >= word.length() ? word : word.substring(0, place) + word.substring(place + 1);
    }
}
