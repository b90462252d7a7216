// SPDX-License-Identifier: Apache-2.0
/** Tables of cases: what shall be decided on made-up questions, and whether it is. */
@NullMarked
package io.notenboom.pdp.tabletest;

import org.jspecify.annotations.NullMarked;
