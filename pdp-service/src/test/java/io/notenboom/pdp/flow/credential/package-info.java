// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.notenboom.pdp.flow.credential;

import org.jspecify.annotations.NullMarked;
