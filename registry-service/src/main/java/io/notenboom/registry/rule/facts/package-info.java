// SPDX-License-Identifier: Apache-2.0
/** What the questions are asked about: the event to judge, and what its stream said before. */
@NullMarked
package io.notenboom.registry.rule.facts;

import org.jspecify.annotations.NullMarked;
