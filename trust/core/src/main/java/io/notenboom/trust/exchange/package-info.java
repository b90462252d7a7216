// SPDX-License-Identifier: Apache-2.0
/** DIF Presentation Exchange v2 as Nuts nodes apply it: definitions, matching, submissions, policy files. */
@NullMarked
package io.notenboom.trust.exchange;

import org.jspecify.annotations.NullMarked;
