package dev.gitlabmcp.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json                              | true  | false | false",
                "text/event-stream                             | false | true  | true",
                "application/json, text/event-stream           | true  | true  | false",
                "text/event-stream, application/json           | true  | true  | true",
                "*/*                                           | true  | true  | false",
                "application/*                                 | true  | false | false",
                "text/*                                        | false | true  | false",
                "APPLICATION/JSON,Text/Event-Stream            | true  | true  | false",
                "application/json; charset=utf-8               | true  | false | false",
                "application/json;q=0.5, text/event-stream;q=1 | true  | true  | false",
                "application/json;q=0, text/event-stream       | false | true  | true",
                "application/json, text/event-stream; q=0.000  | true  | false | false",
                "application/json; q = 0, */*; q=0             | false | false | false",
                "application/json;q=0.001                      | true  | false | false",
                "text/html, application/xhtml+xml              | false | false | false",
                "text/event-stream;q=0, application/json       | true  | false | false",
                "''                                            | false | false | false",
                "', ,;'                                        | false | false | false",
            })
    void of_header_saysWhatTheClientTakes(String header, boolean json, boolean events, boolean eventsFirst) {
        Accept accept = Accept.of(List.of(header));

        assertThat(accept).isEqualTo(new Accept(json, events, eventsFirst));
        assertThat(accept.isUsable()).isEqualTo(json || events);
    }

    @Test
    void of_noHeader_meansBoth() {
        assertThat(Accept.of(List.of())).isEqualTo(new Accept(true, true, false));
    }

    @Test
    void of_severalHeaders_countTogetherInOrder() {
        assertThat(Accept.of(List.of("text/event-stream", "application/json"))).isEqualTo(new Accept(true, true, true));
        assertThat(Accept.of(List.of("application/json", "text/event-stream")))
                .isEqualTo(new Accept(true, true, false));
    }
}
