// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.notenboom.pdp.pep.dialect;

import org.jspecify.annotations.NullMarked;
